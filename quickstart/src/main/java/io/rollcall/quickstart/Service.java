package io.rollcall.quickstart;

import io.rollcall.backup.BackupApplication;
import io.rollcall.gateway.GatewayApplication;
import io.rollcall.metrics.MetricsApplication;
import io.rollcall.sink.SinkApplication;
import io.rollcall.validator.ValidatorApplication;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The five services, in the order of their ports. */
enum Service {
    GATEWAY(0, GatewayApplication::builder),
    VALIDATOR(1, ValidatorApplication::builder),
    SINK(2, SinkApplication::builder),
    METRICS(3, MetricsApplication::builder),
    BACKUP(4, BackupApplication::builder);

    private final int portsAfterTheGateway;
    private final Supplier<SpringApplicationBuilder> application;

    Service(int portsAfterTheGateway, Supplier<SpringApplicationBuilder> application) {
        this.portsAfterTheGateway = portsAfterTheGateway;
        this.application = application;
    }

    /** A new one, not started. */
    SpringApplicationBuilder application() {
        return application.get();
    }

    int port(int gatewayPort) {
        return gatewayPort + portsAfterTheGateway;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
