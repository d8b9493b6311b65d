package io.rollcall.gateway.kafka;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the schema registry is.
 *
 * @param url base of its Confluent API, such as {@code http://localhost:8081/apis/ccompat/v7}; required
 */
@Validated
@ConfigurationProperties("rollcall.registry")
public record RegistrySettings(@NotNull URI url) {}
