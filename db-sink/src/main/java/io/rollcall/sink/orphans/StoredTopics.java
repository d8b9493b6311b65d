package io.rollcall.sink.orphans;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.kafka.TopicScan;
import io.rollcall.sink.database.OffsetStore;
import io.rollcall.sink.database.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the valid topics of some tables ended at a moment, to be compared with what has been stored since.
 *
 * @param ends each partition's end, exclusive, by table
 */
record StoredTopics(Map<Table, Map<TopicPartition, Long>> ends) {

    static StoredTopics endingNow(Consumer<byte[], byte[]> consumer, List<Table> tables) {
        Map<Table, Map<TopicPartition, Long>> ends = new HashMap<>();
        for (Table table : tables) {
            ends.put(
                    table,
                    consumer.endOffsets(consumer.partitionsFor(table.validTopic()).stream()
                            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                            .toList()));
        }
        return new StoredTopics(ends);
    }

    /** The tables of which nothing is left to be stored up to those ends. */
    Set<Table> stored(Connection connection, Consumer<byte[], byte[]> consumer) throws SQLException {
        Set<Table> stored = new HashSet<>();
        for (Map.Entry<Table, Map<TopicPartition, Long>> table : ends.entrySet()) {
            if (isStored(connection, consumer, table.getValue())) {
                stored.add(table.getKey());
            }
        }
        connection.commit();
        return stored;
    }

    private static boolean isStored(
            Connection connection, Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends)
            throws SQLException {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet());
        Map<TopicPartition, Long> latest = consumer.endOffsets(ends.keySet());
        Map<TopicPartition, Standing> standing = OffsetStore.standing(connection, ends.keySet());
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : ends.keySet()) {
            Standing stands = standing.get(partition);
            // While a rebuild holds it, more is on its way; beyond its ends it is not the topic that was read.
            if (stands == null
                    || stands.heldBy() != null
                    || stands.next() < beginnings.getOrDefault(partition, Long.MAX_VALUE)
                    || stands.next() > latest.getOrDefault(partition, -1L)) {
                return false;
            }
            next.put(partition, stands.next());
        }
        return !TopicScan.hasRecords(consumer, next, ends);
    }
}
