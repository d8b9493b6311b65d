package io.rollcall.sink.poll;

import io.rollcall.schemas.record.DeadLetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll: those of each partition in the order of their offsets, at least one.
 *
 * @param records by partition
 * @param passedOver those of them that are not stored, with the dead letters that they are instead, if they are
 */
public record Poll(
        SortedMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
        Map<ConsumerRecord<byte[], byte[]>, Optional<DeadLetter>> passedOver) {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    public Poll {
        records = Collections.unmodifiableSortedMap(records);
        passedOver = Map.copyOf(passedOver);
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
        return new Poll(records, Map.of());
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

    /** The same without some that are dead letters instead, or nothing. */
    public Poll passingOver(Map<ConsumerRecord<byte[], byte[]>, Optional<DeadLetter>> more) {
        Map<ConsumerRecord<byte[], byte[]>, Optional<DeadLetter>> all = new HashMap<>(passedOver);
        all.putAll(more);
        return new Poll(records, all);
    }

    /** The dead letters that some of the records are instead. */
    public List<DeadLetter> rejected() {
        List<DeadLetter> letters = new ArrayList<>();
        records.values()
                .forEach(some -> some.stream()
                        .flatMap(message -> passedOver.getOrDefault(message, Optional.empty()).stream())
                        .forEach(letters::add));
        return letters;
    }
}
