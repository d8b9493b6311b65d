package io.rollcall.sink;

import io.rollcall.sink.consumer.SinkStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the sink gets on. It tells a part that is away (database, registry, broker) from a schema file that the
 * database cannot follow, and from partitions that are stuck.
 */
final class SinkHealth implements HealthIndicator {

    private final SinkStatus status;
    private final Duration patience;

    SinkHealth(SinkStatus status, Duration patience) {
        this.status = status;
        this.patience = patience;
    }

    @Override
    public Health health() {
        Map<String, String> stuck = new LinkedHashMap<>();
        Map<String, String> waiting = new LinkedHashMap<>();
        status.holds()
                .forEach((partition, held) -> (status.isStuck(held, patience) ? stuck : waiting)
                        .put(partition + "@" + held.hold().offset(), held.hold().why()));
        Map<SinkStatus.Part, SinkStatus.Trouble> troubles = status.troubles();
        Health.Builder health = troubles.isEmpty() && stuck.isEmpty() ? Health.up() : Health.down();
        troubles.forEach((part, trouble) -> health.withDetail(part.name().toLowerCase(java.util.Locale.ROOT), trouble));
        if (!stuck.isEmpty()) {
            health.withDetail("stuck", stuck);
        }
        if (!waiting.isEmpty()) {
            health.withDetail("waiting", waiting);
        }
        return health.build();
    }
}
