package io.rollcall.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.database.Changes;
import io.rollcall.sink.poll.Hold;
import io.rollcall.sink.poll.PollContent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink's figures, as Micrometer meters under {@code rollcall.sink}. */
final class SinkMeters {

    private static final Logger LOG = LoggerFactory.getLogger(SinkMeters.class);

    /** What people tell apart: at once, in a moment, soon, late. */
    private static final Duration[] LATENCIES = Stream.of(100L, 250L, 500L, 1_000L, 2_500L, 5_000L, 10_000L, 60_000L)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final SinkStatus status;
    private final Map<String, Timer> latencies = new HashMap<>();
    private final Timer commits;
    private final Counter claimsLost;
    private final Counter letters;
    private final Counter headersIgnored;

    SinkMeters(MeterRegistry registry, SinkStatus status, Tables tables) {
        this.registry = registry;
        this.status = status;
        commits = Timer.builder("rollcall.sink.commits")
                .description("Transactions, from the claim to the commit")
                .register(registry);
        claimsLost = Counter.builder("rollcall.sink.claims.lost")
                .description("Transactions given up because somebody else had moved the offsets")
                .register(registry);
        letters = Counter.builder("rollcall.sink.dead.letters")
                .description("Dead letters written, redeliveries included")
                .register(registry);
        headersIgnored = Counter.builder("rollcall.sink.headers.ignored")
                .description("Records whose batch headers are unreadable, so that they count for no receipt")
                .register(registry);
        for (SinkStatus.Part part : SinkStatus.Part.values()) {
            troubles(part); // from the start, since nobody can tell how much a counter has grown to its first figure
        }
        Gauge.builder("rollcall.sink.partitions.held", status, s -> s.holds().size())
                .description("Partitions that wait for something or are stopped")
                .register(registry);
        tables.forEach(table -> {
            lag(table.validTopic());
            latencies.put(table.validTopic(), latency(table));
        });
        lag(Topics.DEAD_LETTERS);
        lag(Topics.BATCHES);
    }

    private Timer latency(Table table) {
        return Timer.builder("rollcall.sink.latency")
                .description("From a record's timestamp, when it was accepted, to the commit that stores it")
                .serviceLevelObjectives(LATENCIES)
                .tag("table", table.name())
                .register(registry);
    }

    private void lag(String topic) {
        Gauge.builder("rollcall.sink.behind", status, s -> s.secondsBehind(topic))
                .description(
                        "How old the last stored record of a partition is that has more to come, or how long one is held")
                .baseUnit("seconds")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("rollcall.sink.lag", status, s -> s.lagOf(topic))
                .description("Records still to come in this instance's partitions")
                .tag("topic", topic)
                .register(registry);
    }

    void committed(PollContent content, Map<Table, Changes> changes, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        changes.forEach((table, changed) -> {
            rows(table, "inserted", changed.inserted());
            rows(table, "updated", changed.updated());
            rows(table, "deleted", changed.deleted());
        });
        letters.increment(content.letters().size());
        headersIgnored.increment((double) content.receipts().unreadable());
        long now = status.now();
        content.poll().records().forEach((partition, records) -> {
            status.reached(partition, records.getLast().timestamp());
            Timer latency = latencies.get(partition.topic());
            if (latency != null) {
                // A producer's clock may be ahead of ours.
                records.forEach(
                        message -> latency.record(Math.max(0, now - message.timestamp()), TimeUnit.MILLISECONDS));
            }
        });
    }

    private void rows(Table table, String change, long count) {
        registry.counter("rollcall.sink.rows", "table", table.name(), "change", change)
                .increment((double) count);
    }

    void claimLost() {
        claimsLost.increment();
    }

    void conflict() {
        registry.counter("rollcall.sink.conflicts").increment();
    }

    void trouble(SinkStatus.Part part) {
        troubles(part).increment();
    }

    private Counter troubles(SinkStatus.Part part) {
        return registry.counter("rollcall.sink.troubles", "part", part.name());
    }

    void expired(TopicPartition partition, long records) {
        registry.counter("rollcall.sink.expired", "topic", partition.topic()).increment((double) records);
    }

    /** Takes a hold down; logs it when it is new. */
    void held(TopicPartition partition, Hold hold) {
        if (status.held(partition, hold)) {
            (hold.kind() == Hold.Kind.STOPPED ? LOG.atError() : LOG.atInfo())
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", hold.offset())
                    .log("{}: {}", hold.kind(), hold.why());
        }
    }
}
