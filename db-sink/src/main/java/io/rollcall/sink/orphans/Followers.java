package io.rollcall.sink.orphans;

import io.rollcall.schemas.kafka.TopicScan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
        Map<Key, List<ConsumerRecord<byte[], byte[]>>> wanted = new HashMap<>();
        Map<TopicPartition, Long> from = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            if (message.key() != null) {
                wanted.computeIfAbsent(Key.of(message), key -> new ArrayList<>())
                        .add(message);
                from.merge(Orphans.partitionOf(message), message.offset() + 1, Math::min);
            }
        }
        Set<ConsumerRecord<byte[], byte[]>> followed = new HashSet<>();
        TopicScan.<RuntimeException>scan(consumer, from, consumer.endOffsets(from.keySet()), later -> {
            for (ConsumerRecord<byte[], byte[]> follower : later) {
                if (follower.key() != null) {
                    wanted.getOrDefault(Key.of(follower), List.of()).stream()
                            .filter(message -> message.offset() < follower.offset())
                            .forEach(followed::add);
                }
            }
            return followed.size() < records.size();
        });
        return followed;
    }

    /** Records of the same key are in the same partition. */
    private record Key(TopicPartition partition, ByteBuffer bytes) {
        static Key of(ConsumerRecord<byte[], byte[]> message) {
            return new Key(Orphans.partitionOf(message), ByteBuffer.wrap(message.key()));
        }
    }
}
