package io.rollcall.validator;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the broker is, as for every service.
 *
 * @param bootstrapServers addresses to begin with
 * @param partitions of each topic that is created; default 6
 * @param replicationFactor of each topic that is created; default 1
 * @param properties further settings of Kafka's clients, for encryption and sign-in, say
 */
@Validated
@ConfigurationProperties("rollcall.kafka")
public record KafkaSettings(
        @NotBlank String bootstrapServers,
        @DefaultValue("6") @Min(1) int partitions,
        @DefaultValue("1") @Min(1) short replicationFactor,
        @Nullable Map<String, String> properties) {

    /** What every client is set up with. */
    public Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>();
        if (properties != null) {
            settings.putAll(properties);
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** For calls that are repeated anyway, and so need not wait long for one answer. */
    public Map<String, Object> adminSettings() {
        Map<String, Object> settings = clientSettings();
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        return settings;
    }
}
