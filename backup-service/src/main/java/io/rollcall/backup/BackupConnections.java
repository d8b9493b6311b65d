package io.rollcall.backup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where broker and registry are; the properties are those of all services.
 *
 * @param kafka the broker
 * @param registry the schema registry
 */
@Validated
@ConfigurationProperties("rollcall")
record BackupConnections(
        @NotNull @Valid Kafka kafka, @NotNull @Valid Registry registry) {

    /**
     * The broker.
     *
     * @param bootstrapServers host and port, or several
     * @param properties further settings of the clients, such as those of TLS and SASL
     */
    record Kafka(
            @NotBlank String bootstrapServers, @DefaultValue Map<String, String> properties) {}

    /**
     * The schema registry.
     *
     * @param url the base of its Confluent API
     */
    record Registry(@NotNull URI url) {}

    /**
     * The database, as the role that owns the tables.
     *
     * @param url a JDBC URL
     * @param username the role
     * @param password its password
     */
    @Validated
    @ConfigurationProperties("spring.datasource")
    record Database(
            @NotBlank String url,
            @Nullable String username,
            @Nullable String password) {}
}
