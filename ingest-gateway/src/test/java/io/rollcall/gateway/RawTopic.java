package io.rollcall.gateway;

import io.rollcall.schemas.wire.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads back what was published. */
final class RawTopic {

    private RawTopic() {}

    /** All records of a table's raw topic that belong to a batch, in the order of its rows. */
    static List<ConsumerRecord<String, GenericRecord>> ofBatch(
            String kafka, String registry, String table, String batch) {
        return read(kafka, registry, "raw." + table).stream()
                .filter(record -> batch.equals(header(record, "batch-id").orElse(null)))
                .sorted(java.util.Comparator.comparingInt(
                        record -> Integer.parseInt(header(record, "row").orElseThrow())))
                .toList();
    }

    private static List<ConsumerRecord<String, GenericRecord>> read(String kafka, String registry, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka, "schema.registry.url", registry, "auto.offset.reset", "earliest");
        Deserializer<GenericRecord> values = new AvroDeserializer();
        values.configure(settings, false);
        List<ConsumerRecord<String, GenericRecord>> records = new ArrayList<>();
        try (KafkaConsumer<String, GenericRecord> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        return Optional.ofNullable(header).map(found -> new String(found.value(), StandardCharsets.UTF_8));
    }
}
