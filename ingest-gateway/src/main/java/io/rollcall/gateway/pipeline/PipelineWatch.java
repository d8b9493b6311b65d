package io.rollcall.gateway.pipeline;

import io.rollcall.gateway.pipeline.Pipeline.Reach;
import io.rollcall.gateway.pipeline.Pipeline.SinkLag;
import io.rollcall.gateway.pipeline.Pipeline.ValidatorLag;
import io.rollcall.schemas.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Knows how the pipeline is, within two seconds whatever is away. */
public final class PipelineWatch {

    private static final Duration FRESH = Duration.ofSeconds(1);
    /** Counting many rows takes long; what was counted before is shown meanwhile. */
    private static final Duration COUNTS_USABLE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final String KAFKA_AWAY = "Kafka has not answered in time";
    private static final String DATABASE_AWAY = "the database has not answered in time";
    private static final String NO_GROUP = "the validator's consumer group cannot be asked";
    private static final String NO_TABLES = "the sink has not made its tables yet, or they take too long to count";

    private final Tables tables;
    private final Clock clock;
    private final Refreshed<KafkaFigures> kafka;
    private final Refreshed<DatabaseFigures> database;
    private final Refreshed<CountedRows> counts;

    PipelineWatch(
            Tables tables,
            Clock clock,
            Supplier<KafkaFigures> kafka,
            Supplier<DatabaseFigures> database,
            Supplier<CountedRows> counts) {
        this.tables = tables;
        this.clock = clock;
        this.kafka = refreshed(kafka, Duration.ZERO);
        this.database = refreshed(database, Duration.ZERO);
        this.counts = refreshed(counts, COUNTS_USABLE);
    }

    private static <T> Refreshed<T> refreshed(Supplier<T> question, Duration usable) {
        Executor virtual = task -> Thread.ofVirtual().name("pipeline-figures").start(task);
        return new Refreshed<>(question, FRESH, usable, virtual, System::nanoTime);
    }

    /** How it is now, or was a second ago; many rows were counted some seconds ago. */
    public Pipeline now() {
        CompletableFuture<Optional<KafkaFigures>> asked = kafka.latest(PATIENCE);
        CompletableFuture<Optional<DatabaseFigures>> askedToo = database.latest(PATIENCE);
        CompletableFuture<Optional<CountedRows>> counting = counts.latest(PATIENCE);
        @Nullable KafkaFigures topics = asked.join().orElse(null);
        @Nullable DatabaseFigures rows = askedToo.join().orElse(null);
        // Counts of a moment ago would say that a database is there which is not.
        @Nullable CountedRows counted = rows == null ? null : counting.join().orElse(null);
        return pipeline(topics, rows, counted);
    }

    private Pipeline pipeline(
            @Nullable KafkaFigures topics, @Nullable DatabaseFigures rows, @Nullable CountedRows counted) {
        Map<String, String> unknown = new TreeMap<>();
        String noRows = rows == null ? DATABASE_AWAY : NO_TABLES;
        @Nullable Map<TopicPartition, Long> next = rows == null ? null : rows.next();
        return new Pipeline(
                clock.instant(),
                new ValidatorLag(noted(
                        unknown,
                        "validator",
                        topics == null ? null : topics.validatorLag(),
                        topics == null ? KAFKA_AWAY : NO_GROUP)),
                sink(topics, next, unknown, noRows),
                noted(unknown, "stored", counted == null ? null : counted.stored(), noRows),
                noted(unknown, "dead_letters", counted == null ? null : counted.deadLetters(), noRows),
                counted == null ? null : counted.at(),
                noted(unknown, "open_batches", rows == null ? null : rows.openBatches(), noRows),
                Reach.of(topics != null),
                Reach.of(rows != null),
                unknown);
    }

    private SinkLag sink(
            @Nullable KafkaFigures topics,
            @Nullable Map<TopicPartition, Long> next,
            Map<String, String> unknown,
            String noRows) {
        if (topics == null || next == null) {
            unknown.put("sink", topics == null ? KAFKA_AWAY : noRows);
            return new SinkLag(null, null);
        }
        return SinkProgress.lag(tables, topics.valid(), next);
    }

    private static <T> @Nullable T noted(Map<String, String> unknown, String part, @Nullable T figure, String why) {
        if (figure == null) {
            unknown.put(part, why);
        }
        return figure;
    }
}
