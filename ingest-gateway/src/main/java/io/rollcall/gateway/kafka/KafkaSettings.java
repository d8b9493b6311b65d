package io.rollcall.gateway.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers host:port of one or more brokers, separated by commas; required
 * @param partitions partitions of topics that are created, 1 to 1000; default 6
 * @param replicationFactor copies of their partitions, 1 to 10; default 1
 * @param properties further settings of Kafka's clients, such as {@code security.protocol} or
 *     {@code value.serializer}; what the promise after a 202 rests on cannot be changed by them
 */
@Validated
@ConfigurationProperties("rollcall.kafka")
public record KafkaSettings(
        @NotBlank String bootstrapServers,
        @Min(1) @Max(1000) @DefaultValue("6") int partitions,
        @Min(1) @Max(10) @DefaultValue("1") short replicationFactor,
        @DefaultValue Map<String, String> properties) {

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    Map<String, Object> forClient(String clientId) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", clientId);
        return settings;
    }
}
