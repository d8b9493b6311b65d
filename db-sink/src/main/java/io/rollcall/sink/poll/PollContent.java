package io.rollcall.sink.poll;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.sink.letters.StoredLetter;
import io.rollcall.sink.receipts.Receipts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a poll's records say.
 *
 * @param poll the records
 * @param rows each table's share, for the tables that have one
 * @param letters dead letters
 * @param batches what the gateway says of batches, in order
 * @param receipts what to add to receipts
 */
public record PollContent(
        Poll poll,
        Map<Table, RowBatch> rows,
        List<StoredLetter> letters,
        List<BatchProgress> batches,
        Receipts receipts) {

    /** Holds the partitions of a table at the first of these records of theirs, by their numbers in the batch. */
    public Map<TopicPartition, Hold> waiting(Table table, List<Integer> records, String why) {
        List<ConsumerRecord<byte[], byte[]>> all = poll.of(table.validTopic());
        Map<TopicPartition, Hold> holds = new HashMap<>();
        for (int number : records) {
            var message = all.get(number);
            holds.putIfAbsent(
                    new TopicPartition(message.topic(), message.partition()), Hold.waiting(message.offset(), why));
        }
        return holds;
    }
}
