package io.rollcall.backup.topics;

import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.kafka.TopicScan;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.schemas.rows.RowReader;
import io.rollcall.schemas.rows.UnreadableRowException;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** A table's valid topic, read from its beginning, committed records only. For one thread. */
public final class TableTopic {

    private final Consumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;

    /** Topics read by this consumer, which belongs to no group. */
    public TableTopic(Consumer<byte[], byte[]> consumer, SchemaRegistry registry) {
        this.consumer = consumer;
        this.registry = registry;
    }

    /** Takes records of one poll, and how many there were. */
    @FunctionalInterface
    public interface BatchConsumer {
        void accept(RowBatch batch, long records) throws Exception;
    }

    /** Where each partition of the topics begins. */
    public Map<TopicPartition, Long> beginnings(List<Table> tables) throws RefusedJobException {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (Table table : tables) {
            List<PartitionInfo> partitions = consumer.partitionsFor(table.validTopic());
            if (partitions == null || partitions.isEmpty()) {
                throw new RefusedJobException("there is no topic " + table.validTopic());
            }
            beginnings.putAll(consumer.beginningOffsets(partitions.stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList()));
        }
        return beginnings;
    }

    /**
     * Reads a table's records in the order of their partitions.
     *
     * @param ends where to end in each partition; transactions that are open below it are waited for
     * @param wanted the others are passed over
     * @throws RefusedJobException if one is no record of the table
     */
    public void read(
            Table table, Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<?, ?>> wanted, BatchConsumer batches)
            throws Exception {
        RowReader reader = new RowReader(table, registry);
        TopicScan.<Exception>scan(consumer, consumer.beginningOffsets(ends.keySet()), ends, records -> {
            RowBatch batch = new RowBatch(table, records.size());
            int number = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (wanted.test(record)) {
                    try {
                        reader.read(number, record.key(), record.value(), batch);
                    } catch (UnreadableRowException e) {
                        throw new RefusedJobException(
                                "%s-%d offset %d is no record of its table: %s"
                                        .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
                                e);
                    }
                }
                number++;
            }
            batches.accept(batch, records.size());
            return true;
        });
    }

    /** Whether a rebuild's records are in the topics, between these offsets. */
    public boolean hasRecordsOf(UUID rebuild, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        boolean[] found = new boolean[1];
        TopicScan.<RuntimeException>scan(consumer, from, ends, records -> {
            found[0] = records.stream().anyMatch(record -> isOf(rebuild, record));
            return !found[0];
        });
        return found[0];
    }

    /** Whether a record was published by a rebuild. */
    public static boolean isOf(UUID rebuild, ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(RecordHeaders.REBUILD_ID);
        return header != null && new String(header.value(), StandardCharsets.UTF_8).equals(rebuild.toString());
    }
}
