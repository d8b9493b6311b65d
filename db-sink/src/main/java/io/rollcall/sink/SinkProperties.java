package io.rollcall.sink;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about the sink.
 *
 * @param group the consumer group; all instances share it
 * @param threads consumers in this instance, each with its own connection; 1 to 64. More than a topic has partitions idle
 * @param pollSize the most records of one transaction; 1 to 100,000. Many make the rollup cheap: its cells
 *     are updated once a transaction
 * @param fetchSize how much is fetched of a partition at a time
 * @param readerRole a role of the database that may read everything; none if absent
 * @param patience how long a partition may wait for a missing reference before readiness speaks of it
 * @param retry the longest pause between attempts while database or registry are away
 */
@Validated
@ConfigurationProperties("rollcall.sink")
public record SinkProperties(
        @DefaultValue("db-sink") @NotBlank String group,
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("20000") @Min(1) @Max(100_000) int pollSize,
        @DefaultValue("4MB") @NotNull DataSize fetchSize,
        @Nullable @Pattern(regexp = "[a-z_][a-z0-9_]{0,62}") String readerRole,
        @DefaultValue("60s") @NotNull Duration patience,
        @DefaultValue("5s") @NotNull Duration retry) {}
