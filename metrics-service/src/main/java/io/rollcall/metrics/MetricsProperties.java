package io.rollcall.metrics;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of metrics-service. The database is that of {@code spring.datasource.*}, with a role that may only read.
 *
 * @param retryAfter after which time a client that found the database away is told to come back; a second to an hour,
 *     by default 5 s
 * @param cache how much memory the answers given last may take, 1 MB to 1 GB; by default 64 MB, a few dozen large pages
 * @param events how those are served who want to know of changes
 */
@Validated
@ConfigurationProperties("rollcall.metrics")
public record MetricsProperties(
        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("5s")
        Duration retryAfter,

        @NotNull @DefaultValue("64MB") DataSize cache,
        @NotNull @Valid @DefaultValue Events events) {

    @AssertTrue(message = "the cache has 1 MB to 1 GB")
    boolean isCacheOfASize() {
        return cache.compareTo(DataSize.ofMegabytes(1)) >= 0 && cache.compareTo(DataSize.ofGigabytes(1)) <= 0;
    }

    /**
     * Settings of {@code GET /metrics/events}.
     *
     * @param pause between two looks at the database while somebody listens; 50 ms to a minute, by default 500 ms
     * @param heartbeat after which time without news something is sent all the same; 100 ms to a minute, by default 10 s
     * @param mostListeners how many may listen at a time, 1 to 10,000, by default 500
     */
    public record Events(
            @NotNull @DurationMin(millis = 50) @DurationMax(minutes = 1) @DefaultValue("500ms")
            Duration pause,

            @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("10s")
            Duration heartbeat,

            @Min(1) @Max(10_000) @DefaultValue("500") int mostListeners) {}
}
