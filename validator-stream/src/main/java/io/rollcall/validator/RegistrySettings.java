package io.rollcall.validator;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the schema registry is, as for every service.
 *
 * @param url the base of its Confluent API
 */
@Validated
@ConfigurationProperties("rollcall.registry")
public record RegistrySettings(@NotNull URI url) {}
