package io.rollcall.schemas.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads partitions from some offsets to others, with a consumer that belongs to no group and is assigned anew. */
public final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TopicScan() {}

    /** Takes records of one partition, at least one, in their order. */
    @FunctionalInterface
    public interface Taker<E extends Exception> {
        /** Takes them; says whether to go on. */
        boolean accept(List<ConsumerRecord<byte[], byte[]>> records) throws E;
    }

    /**
     * Reads until all ends are reached. Where the consumer reads committed records only, transactions that are open
     * below an end are waited for.
     *
     * @param from where to begin in each partition
     * @param ends where to end in each, exclusive; an end may lie behind markers of transactions
     * @throws TimeoutException if Kafka sends nothing for a minute
     */
    public static <E extends Exception> void scan(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Taker<E> taker)
            throws E {
        consumer.assign(ends.keySet());
        from.forEach(consumer::seek);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("Kafka has sent nothing for " + PATIENCE.toSeconds() + " s");
            }
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> within = polled.records(partition).stream()
                        .filter(message -> message.offset() < ends.getOrDefault(partition, 0L))
                        .toList();
                if (!within.isEmpty() && !taker.accept(within)) {
                    return;
                }
            }
        }
    }

    /** Whether there is any record between these offsets. */
    public static boolean hasRecords(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        boolean[] found = new boolean[1];
        TopicScan.<RuntimeException>scan(consumer, from, ends, records -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }
}
