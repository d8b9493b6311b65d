package io.rollcall.sink.orphans;

import io.rollcall.schemas.kafka.TopicScan;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Which records are followed by others of the same key. */
final class Followers {

    private Followers() {}

    /** Those of the records after which, in their partitions, another one of their key has been committed. */
    static Set<ConsumerRecord<byte[], byte[]>> followed(
            Consumer<byte[], byte[]> consumer, Collection<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> from = new HashMap<>();
        records.forEach(message ->
                from.merge(Orphans.partitionOf(message), message.offset() + 1, (one, other) -> Math.min(one, other)));
        Map<TopicPartition, Map<ByteBuffer, Long>> latest = new HashMap<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        TopicScan.<RuntimeException>scan(consumer, from, ends, later -> {
            later.stream()
                    .filter(message -> message.key() != null)
                    .forEach(message -> latest.computeIfAbsent(
                                    Orphans.partitionOf(message), partition -> new HashMap<>())
                            .put(ByteBuffer.wrap(message.key()), message.offset()));
            return true;
        });
        Set<ConsumerRecord<byte[], byte[]>> followed = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            Long other = message.key() == null
                    ? null
                    : latest.getOrDefault(Orphans.partitionOf(message), Map.of())
                            .get(ByteBuffer.wrap(message.key()));
            if (other != null && other > message.offset()) {
                followed.add(message);
            }
        }
        return followed;
    }
}
