package io.rollcall.validator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of validator-stream.
 *
 * @param group names the application, its consumer group and its internal topics; all instances share it; default
 *     {@code validator-stream}
 * @param referenceWait how long a record waits for what it refers to, 0 to 1 day; default 30 s
 * @param threads that judge, each with some of the partitions, 1 to 64; default 2
 * @param commitInterval how often verdicts are committed and so become visible, 10 ms to 30 s; default 100 ms
 * @param stateDir where waiting records lie, a folder for this instance alone; default {@code .rollcall/validator}
 * @param deadLetterLog the folder of the dead letters' daily files; default {@code logs}
 * @param valueSerializer the Kafka serializer class that writes valid records; default ours, Confluent's fits as well
 */
@Validated
@ConfigurationProperties("rollcall.validator")
public record ValidatorProperties(
        @DefaultValue("validator-stream") @NotBlank String group,

        @DefaultValue("30s") @NotNull @DurationMin @DurationMax(days = 1)
        Duration referenceWait,

        @DefaultValue("2") @Min(1) @Max(64) int threads,

        @DefaultValue("100ms") @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration commitInterval,

        @DefaultValue(".rollcall/validator") @NotNull Path stateDir,
        @DefaultValue("logs") @NotNull Path deadLetterLog,

        @DefaultValue("io.rollcall.schemas.wire.AvroSerializer") @NotNull
        Class<?> valueSerializer) {}
