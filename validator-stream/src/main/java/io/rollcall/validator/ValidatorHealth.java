package io.rollcall.validator;

import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while records are judged, down for good after a mistake, out of service at a start and while trouble lasts. */
public final class ValidatorHealth implements HealthIndicator {

    private final Validator validator;

    public ValidatorHealth(Validator validator) {
        this.validator = validator;
    }

    @Override
    public Health health() {
        Health.Builder health = builder().withDetail("state", validator.state().orElse("not started"));
        if (validator.knownUntil() != Long.MIN_VALUE) {
            health.withDetail("references known until", Instant.ofEpochMilli(validator.knownUntil()));
        }
        return health.build();
    }

    private Health.Builder builder() {
        if (validator.failure().isPresent()) {
            return Health.down();
        }
        return validator.isReady() ? Health.up() : Health.outOfService();
    }
}
