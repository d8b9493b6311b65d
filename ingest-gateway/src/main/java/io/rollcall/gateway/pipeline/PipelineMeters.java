package io.rollcall.gateway.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rollcall.schemas.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What no part knows by itself, as Micrometer meters: how far each part of the pipeline is behind, and what all receipts
 * add up to. A figure is a minute old at most, else not a number; reading one never waits. Every gateway shows the same.
 */
public final class PipelineMeters implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration USABLE = Duration.ofMinutes(1);

    private final Refreshed<KafkaFigures> kafka;
    private final Refreshed<DatabaseFigures> database;
    private final Refreshed<ReceiptFigures> receipts;
    private final Tables tables;
    private final Clock clock;

    PipelineMeters(
            Tables tables,
            Supplier<KafkaFigures> kafka,
            Supplier<DatabaseFigures> database,
            Supplier<ReceiptFigures> receipts,
            Clock clock) {
        this.tables = tables;
        this.kafka = refreshed(kafka);
        this.database = refreshed(database);
        this.receipts = refreshed(receipts);
        this.clock = clock;
    }

    private static <T> Refreshed<T> refreshed(Supplier<T> question) {
        Executor virtual = task -> Thread.ofVirtual().name("pipeline-meters").start(task);
        return new Refreshed<>(question, FRESH, USABLE, virtual, System::nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        lag(registry, "validator", PipelineMeters::validatorLag);
        lag(registry, "sink", this::sinkLag);
        rows(registry, "received", ReceiptFigures::received);
        rows(registry, "stored", ReceiptFigures::stored);
        rows(registry, "rejected", ReceiptFigures::rejected);
        rows(registry, "pending", ReceiptFigures::pending);
        Gauge.builder("rollcall.receipts.open", () -> figure(receipts, ReceiptFigures::open))
                .description("Batches that are not complete")
                .register(registry);
        Gauge.builder("rollcall.receipts.oldest.open", () -> figure(receipts, all -> age(all.oldestOpen())))
                .description("How long ago the oldest batch began that is not complete; 0 if there is none")
                .baseUnit("seconds")
                .register(registry);
    }

    private void lag(MeterRegistry registry, String part, ToDoubleFunction<KafkaFigures> figure) {
        Gauge.builder("rollcall.pipeline.lag", () -> figure(kafka, figure))
                .description("Records that wait for a part of the pipeline, whichever of its instances")
                .tag("part", part)
                .register(registry);
    }

    private void rows(MeterRegistry registry, String state, ToDoubleFunction<ReceiptFigures> figure) {
        Gauge.builder("rollcall.receipts.rows", () -> figure(receipts, figure))
                .description("Rows of all receipts: received = stored + rejected + pending")
                .tag("state", state)
                .register(registry);
    }

    private static double validatorLag(KafkaFigures figures) {
        Long lag = figures.validatorLag();
        return lag == null ? Double.NaN : lag;
    }

    private double sinkLag(KafkaFigures figures) {
        return figure(database, rows -> {
            @Nullable
            Long lag = rows.next() == null
                    ? null
                    : SinkProgress.lag(tables, figures.valid(), rows.next()).lag();
            return lag == null ? Double.NaN : lag;
        });
    }

    private double age(@Nullable Instant began) {
        return began == null ? 0 : Duration.between(began, clock.instant()).toMillis() / 1e3;
    }

    private static <T> double figure(Refreshed<T> refreshed, ToDoubleFunction<T> figure) {
        return refreshed.latest(Duration.ZERO).join().map(figure::applyAsDouble).orElse(Double.NaN);
    }
}
