package io.rollcall.sink.poll;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.schemas.rows.RowReader;
import io.rollcall.schemas.rows.UnreadableRowException;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.letters.LetterReader;
import io.rollcall.sink.letters.ProgressReader;
import io.rollcall.sink.letters.StoredLetter;
import io.rollcall.sink.receipts.Receipts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what a poll's records say. For one thread. */
public final class PollReader {

    private final Tables tables;
    private final Set<String> validTopics;
    private final Map<Table, RowReader> readers = new LinkedHashMap<>();

    public PollReader(Tables tables, SchemaRegistry registry) {
        this.tables = tables;
        this.validTopics = tables.stream().map(Table::validTopic).collect(Collectors.toSet());
        tables.forEach(table -> readers.put(table, new RowReader(table, registry)));
    }

    /**
     * Reads a poll.
     *
     * @throws UnreadableRecordException if there is something on a valid topic that is no record of its table
     * @throws io.rollcall.schemas.wire.RegistryUnavailableException if a schema is not known yet and the registry is
     *     away
     */
    public PollContent read(Poll poll) throws UnreadableRecordException {
        Receipts receipts = new Receipts();
        Map<Table, RowBatch> rows = new LinkedHashMap<>();
        for (Table table : tables) {
            var records = poll.of(table.validTopic());
            if (!records.isEmpty()) {
                rows.put(table, rows(table, poll, records, receipts));
            }
        }
        List<StoredLetter> letters = letters(poll, receipts);
        for (DeadLetter letter : poll.rejected()) {
            letters.add(rejected(LetterReader.of(letter), receipts));
        }
        List<BatchProgress> batches = batches(poll, letters, receipts);
        return new PollContent(poll, rows, letters, batches, receipts);
    }

    private RowBatch rows(Table table, Poll poll, List<ConsumerRecord<byte[], byte[]>> records, Receipts receipts)
            throws UnreadableRecordException {
        RowReader reader = Objects.requireNonNull(readers.get(table));
        RowBatch batch = new RowBatch(table, records.size());
        for (int number = 0; number < records.size(); number++) {
            var message = records.get(number);
            Optional<DeadLetter> instead = poll.passedOver().get(message);
            if (instead != null) {
                if (instead.isEmpty()) {
                    // Its row is, or was, as good as stored: another one of its key has followed.
                    receipts.stored(table.name(), message.headers());
                }
                continue;
            }
            try {
                reader.read(number, message.key(), message.value(), batch);
            } catch (UnreadableRowException e) {
                throw new UnreadableRecordException(
                        new TopicPartition(message.topic(), message.partition()), message.offset(), e);
            }
            receipts.stored(table.name(), message.headers());
        }
        return batch;
    }

    private List<StoredLetter> letters(Poll poll, Receipts receipts) {
        List<StoredLetter> letters = new ArrayList<>();
        for (var message : poll.of(Topics.DEAD_LETTERS)) {
            StoredLetter letter = LetterReader.read(message);
            // The sink's own are stored with the offsets of the records that they are about.
            if (!validTopics.contains(letter.topic())) {
                letters.add(rejected(letter, receipts));
            }
        }
        return letters;
    }

    private static StoredLetter rejected(StoredLetter letter, Receipts receipts) {
        if (letter.batch() != null && letter.row() != null) {
            receipts.rejected(letter.batch(), letter.table(), letter.row());
        }
        return letter;
    }

    private static List<BatchProgress> batches(Poll poll, List<StoredLetter> letters, Receipts receipts) {
        List<BatchProgress> batches = new ArrayList<>();
        for (var message : poll.of(Topics.BATCHES)) {
            Optional<BatchProgress> progress = ProgressReader.read(message.value());
            progress.ifPresentOrElse(
                    said -> {
                        batches.add(said);
                        receipts.announced(said);
                    },
                    () -> letters.add(LetterReader.unreadable(message, Topics.BATCHES)));
        }
        return batches;
    }
}
