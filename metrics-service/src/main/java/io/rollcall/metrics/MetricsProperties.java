package io.rollcall.metrics;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of metrics-service. The database is that of {@code spring.datasource.*}, with a role that may only read.
 *
 * @param retryAfter after which time a client that found the database away is told to come back; a second to an hour,
 *     by default 5 s
 */
@Validated
@ConfigurationProperties("rollcall.metrics")
public record MetricsProperties(
        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("5s")
        Duration retryAfter) {}
