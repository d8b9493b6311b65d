package io.rollcall.validator;

import java.time.Instant;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while records are judged, down for good after a mistake, out of service at a start and while trouble lasts. It tells a
 * topology that does not run from a broker or a registry that is away.
 */
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
        validator.failure().ifPresent(failure -> health.withDetail("stopped for", Trouble.told(failure)));
        validator.lastSetback().ifPresent(setback -> health.withDetail("last replaced a thread", setback));
        Map<String, Worker.Waiting> waiting = validator.judgingWaits();
        if (!waiting.isEmpty()) {
            health.withDetail("waiting", waiting);
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
