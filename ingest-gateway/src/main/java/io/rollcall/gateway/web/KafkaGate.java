package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.kafka.Connection;
import io.rollcall.gateway.kafka.KafkaStartup;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Kafka for those who need it now; and whether the gateway is ready, which is whether there is one. */
@Component("kafka")
final class KafkaGate implements HealthIndicator {

    private final KafkaStartup startup;
    private final Duration retryAfter;

    KafkaGate(KafkaStartup startup, GatewayProperties properties) {
        this.startup = startup;
        retryAfter = properties.retryAfter();
    }

    /**
     * The connection.
     *
     * @throws ProblemException if there was none yet since the gateway started
     */
    Connection connection() {
        return startup.connection()
                .orElseThrow(() -> ProblemException.of(Problem.UNAVAILABLE)
                        .detail("Kafka or the schema registry has not been reached yet. Nothing was published.")
                        .retryAfter(retryAfter));
    }

    @Override
    public Health health() {
        return startup.connection().isPresent()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
