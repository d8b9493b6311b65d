package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.wire.AvroSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static StreamsConfig with(Map<String, String> properties) {
        return new StreamsConfig(StreamsSettings.of(
                new ValidatorProperties(
                        "validators",
                        Duration.ofSeconds(30),
                        2,
                        Duration.ofMillis(100),
                        Path.of("state"),
                        Path.of("logs"),
                        AvroSerializer.class),
                new KafkaSettings("127.0.0.1:1", 6, (short) 1, properties)));
    }

    private static Map<String, Object> producer(StreamsConfig settings) {
        return settings.getProducerConfigs("producer");
    }

    @Test
    void compressesNothingUnlessTold() {
        assertThat(producer(with(Map.of()))).containsEntry("compression.type", "none");
        assertThat(producer(with(Map.of("compression.type", "zstd")))).containsEntry("compression.type", "zstd");
        assertThat(producer(with(Map.of("producer.compression.type", "lz4")))).containsEntry("compression.type", "lz4");
    }

    @Test
    void pollsSoManyRecordsUnlessTold() {
        assertThat(with(Map.of()).getMainConsumerConfigs("validators", "consumer", 0))
                .containsEntry("max.poll.records", 2000)
                .containsEntry("session.timeout.ms", 6000);
        assertThat(with(Map.of("max.poll.records", "7")).getMainConsumerConfigs("validators", "consumer", 0))
                .containsEntry("max.poll.records", "7");
    }

    @Test
    void letsNobodyChangeWhatThePromisesRestOn() {
        StreamsConfig settings = with(Map.of(
                "processing.guarantee", "at_least_once",
                "application.id", "another",
                "state.dir", "elsewhere",
                "producer.transaction.timeout.ms", "1",
                "max.request.size", "1"));
        assertThat(settings.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(settings.getString("application.id")).isEqualTo("validators");
        assertThat(settings.getString("state.dir")).isEqualTo("state");
        assertThat(producer(settings))
                .containsEntry("transaction.timeout.ms", 30_000)
                .containsEntry("max.request.size", 16 << 20);
    }
}
