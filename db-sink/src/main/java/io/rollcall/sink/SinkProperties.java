package io.rollcall.sink;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about the sink.
 *
 * @param group the consumer group; all instances share it; default {@code db-sink}
 * @param threads consumers in this instance, each with its own connection; 1 to 64, default 2. More than a topic has
 *     partitions idle
 * @param pollSize the most records of one transaction; 1 to 100,000, default 20,000. Many make the rollup cheap: its
 *     cells are updated once a transaction
 * @param fetchSize how much is fetched of a partition at a time; 64 KB to 64 MB, default 4 MB
 * @param readerRole a role of the database that may read everything, a plain name of lower case; none by default
 * @param patience how long a partition may wait, for a missing reference or the end of a restore or replay, before
 *     readiness speaks of it, and before records in it whose references were taken away become dead letters; 1 s to
 *     1 day, default 60 s
 * @param retry the longest pause between attempts while database or registry are away; 100 ms to 5 min, default 5 s
 */
@Validated
@ConfigurationProperties("rollcall.sink")
public record SinkProperties(
        @DefaultValue("db-sink") @NotBlank String group,
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("20000") @Min(1) @Max(100_000) int pollSize,
        @DefaultValue("4MB") @NotNull DataSize fetchSize,
        @Nullable @Pattern(regexp = "[a-z_][a-z0-9_]{0,62}") String readerRole,

        @DefaultValue("60s") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration patience,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration retry) {

    private static final DataSize LEAST_FETCH = DataSize.ofKilobytes(64);
    private static final DataSize LARGEST_FETCH = DataSize.ofMegabytes(64);

    /** Refuses a fetch size out of its bounds, for which there is no annotation. */
    public SinkProperties {
        if (fetchSize.compareTo(LEAST_FETCH) < 0 || fetchSize.compareTo(LARGEST_FETCH) > 0) {
            throw new IllegalArgumentException("rollcall.sink.fetch-size is " + fetchSize + ", not 64 KB to 64 MB");
        }
    }
}
