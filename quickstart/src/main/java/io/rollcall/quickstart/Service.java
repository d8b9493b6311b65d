package io.rollcall.quickstart;

import io.rollcall.backup.BackupApplication;
import io.rollcall.gateway.GatewayApplication;
import io.rollcall.metrics.MetricsApplication;
import io.rollcall.sink.SinkApplication;
import io.rollcall.validator.ValidatorApplication;
import java.util.Locale;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The five services, in the order of their ports. */
enum Service {
    GATEWAY(0),
    VALIDATOR(1),
    SINK(2),
    METRICS(3),
    BACKUP(4);

    private final int portsAfterTheGateway;

    Service(int portsAfterTheGateway) {
        this.portsAfterTheGateway = portsAfterTheGateway;
    }

    /** A new one, not started. */
    SpringApplicationBuilder application() {
        return switch (this) {
            case GATEWAY -> GatewayApplication.builder();
            case VALIDATOR -> ValidatorApplication.builder();
            case SINK -> SinkApplication.builder();
            case METRICS -> MetricsApplication.builder();
            case BACKUP -> BackupApplication.builder();
        };
    }

    int port(int gatewayPort) {
        return gatewayPort + portsAfterTheGateway;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
