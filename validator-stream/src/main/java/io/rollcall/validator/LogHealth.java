package io.rollcall.validator;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether dead letters can be written to the log; that they cannot keeps nobody from judging records. */
final class LogHealth implements HealthIndicator {

    private final Validator validator;

    LogHealth(Validator validator) {
        this.validator = validator;
    }

    @Override
    public Health health() {
        return validator
                .logWaits()
                .map(waiting -> Health.down()
                        .withDetail("since", waiting.since())
                        .withDetail("why", waiting.why())
                        .build())
                .orElseGet(() -> Health.up().build());
    }
}
