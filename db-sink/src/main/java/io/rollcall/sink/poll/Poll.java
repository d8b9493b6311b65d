package io.rollcall.sink.poll;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll: those of each partition in the order of their offsets, at least one.
 *
 * @param records by partition
 * @param passedOver those of them that are not stored, since they have become dead letters
 */
public record Poll(
        SortedMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
        Set<ConsumerRecord<byte[], byte[]>> passedOver) {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    public Poll {
        records = Collections.unmodifiableSortedMap(records);
        passedOver = Set.copyOf(passedOver);
    }

    /** What a consumer's poll brought. */
    public static Poll of(ConsumerRecords<byte[], byte[]> polled) {
        SortedMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>(ORDER);
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = polled.records(partition);
            if (!some.isEmpty()) {
                records.put(partition, some);
            }
        }
        return new Poll(records, Set.of());
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }

    /** The records of a topic, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> of(String topic) {
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** Where each partition goes on once these records are stored. */
    public Map<TopicPartition, Long> nextOffsets() {
        Map<TopicPartition, Long> next = new HashMap<>();
        records.forEach((partition, some) -> next.put(partition, some.getLast().offset() + 1));
        return next;
    }

    /** What is left if these partitions are held where they are. */
    public Poll before(Map<TopicPartition, Hold> holds) {
        SortedMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new TreeMap<>(records);
        holds.forEach((partition, hold) -> left.computeIfPresent(partition, (ignored, some) -> {
            var before = some.stream()
                    .filter(message -> message.offset() < hold.offset())
                    .toList();
            return before.isEmpty() ? null : before;
        }));
        return new Poll(left, passedOver);
    }

    /** The same without some that have become dead letters. */
    public Poll passingOver(Collection<ConsumerRecord<byte[], byte[]>> dead) {
        Set<ConsumerRecord<byte[], byte[]>> all = new HashSet<>(passedOver);
        all.addAll(dead);
        return new Poll(records, all);
    }
}
