package io.rollcall.backup;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.testsupport.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic holds, for tests to look at. */
final class Topic {

    private Topic() {}

    /** Where each partition of the valid topics ends. */
    static Map<TopicPartition, Long> ends(Broker kafka, Tables tables, int partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (Table table : tables) {
            for (int i = 0; i < partitions; i++) {
                asked.put(new TopicPartition(table.validTopic(), i), OffsetSpec.latest());
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last value of each key, as the length of its bytes; -1 for a deletion. Committed records only. */
    static Map<String, Integer> lastOfEachKey(Broker kafka, Table table) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(table.validTopic()).size())
                    .mapToObj(partition -> new TopicPartition(table.validTopic(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, Integer> last = new TreeMap<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    last.put(
                            new String(record.key(), StandardCharsets.UTF_8),
                            record.value() == null ? -1 : record.value().length);
                }
            }
            return last;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Broker kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
