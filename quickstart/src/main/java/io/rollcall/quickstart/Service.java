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
    GATEWAY(GatewayApplication::builder),
    VALIDATOR(ValidatorApplication::builder),
    SINK(SinkApplication::builder),
    METRICS(MetricsApplication::builder),
    BACKUP(BackupApplication::builder);

    private final Supplier<SpringApplicationBuilder> application;

    Service(Supplier<SpringApplicationBuilder> application) {
        this.application = application;
    }

    /** A new one, not started. */
    SpringApplicationBuilder application() {
        return application.get();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
