package io.rollcall.sink.database;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.sink.poll.Hold;
import io.rollcall.sink.poll.PollContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a poll's rows into their tables: first what is new or changed, each table after those it refers to, then what
 * is deleted, the other way round. References are checked by the set: the distinct keys referred to are locked once,
 * and what is not there holds the rows that want it.
 */
public final class TablesWriter {

    private final Tables tables;
    private final Map<Table, TableWriter> writers = new LinkedHashMap<>();

    public TablesWriter(Tables tables) {
        this.tables = tables;
        tables.forEach(table -> writers.put(table, new TableWriter(table, tables)));
    }

    /** What came of it: either the changes of each table, or what must be held back before another attempt. */
    public sealed interface Outcome {
        record Written(Map<Table, Changes> changes) implements Outcome {}

        /**
         * Nothing was written.
         *
         * @param holds where partitions are to be held
         * @param stuck the records that refer to something that is not there, with the columns that do, or that delete
         *     something that others refer to, without any
         */
        record Held(Map<TopicPartition, Hold> holds, Map<ConsumerRecord<byte[], byte[]>, List<Column>> stuck)
                implements Outcome {}
    }

    /**
     * Writes the rows.
     *
     * @param shardOf the part of a table's rollup that is this writer's
     */
    public Outcome write(Connection connection, PollContent content, ToIntFunction<Table> shardOf) throws SQLException {
        Map<Table, Changes> changes = new LinkedHashMap<>();
        for (var share : content.rows().entrySet()) {
            Table table = share.getKey();
            Outcome.Held held = missingReferences(connection, content, table, share.getValue());
            if (!held.holds().isEmpty()) {
                return held;
            }
            changes.put(table, writer(table).upsert(connection, share.getValue(), shardOf.applyAsInt(table)));
        }
        for (Table table : tables.inOrder().reversed()) {
            RowBatch rows = content.rows().get(table);
            long[] keys = rows == null ? new long[0] : rows.deletedKeys();
            if (rows != null && keys.length > 0) {
                long[] referred = writer(table).referred(connection, keys);
                if (referred.length > 0) {
                    return undeletable(content, table, rows, referred);
                }
                changes.merge(table, writer(table).delete(connection, keys, shardOf.applyAsInt(table)), Changes::plus);
            }
        }
        return new Outcome.Written(changes);
    }

    private static Outcome.Held undeletable(PollContent content, Table table, RowBatch rows, long[] referred) {
        List<Integer> records = rows.deleting(referred);
        List<ConsumerRecord<byte[], byte[]>> messages = content.poll().of(table.validTopic());
        Map<ConsumerRecord<byte[], byte[]>, List<Column>> stuck = new HashMap<>();
        records.forEach(number -> stuck.put(messages.get(number), List.of()));
        String why = "deleting " + shown(referred) + " of " + table.name() + " waits for what refers to it";
        return new Outcome.Held(content.waiting(table, records, why), stuck);
    }

    private Outcome.Held missingReferences(Connection connection, PollContent content, Table table, RowBatch rows)
            throws SQLException {
        Map<TopicPartition, Hold> holds = new HashMap<>();
        Map<ConsumerRecord<byte[], byte[]>, List<Column>> stuck = new HashMap<>();
        for (Column column : table.references()) {
            long[] wanted = rows.referenced(column);
            Table referenced = tables.named(column.references().orElseThrow()).orElseThrow();
            long[] present = wanted.length == 0 ? wanted : writer(referenced).lock(connection, wanted);
            if (present.length < wanted.length) {
                List<Integer> records = rows.without(column, present);
                long[] missing = Arrays.stream(wanted)
                        .filter(key -> Arrays.binarySearch(present, key) < 0)
                        .toArray();
                String why = table.name() + " wait for " + shown(missing) + " of " + referenced.name();
                content.waiting(table, records, why)
                        .forEach((partition, hold) -> holds.merge(
                                partition, hold, (one, other) -> one.offset() <= other.offset() ? one : other));
                List<ConsumerRecord<byte[], byte[]>> messages = content.poll().of(table.validTopic());
                records.forEach(number -> stuck.computeIfAbsent(messages.get(number), message -> new ArrayList<>())
                        .add(column));
            }
        }
        return new Outcome.Held(holds, stuck);
    }

    private static String shown(long[] keys) {
        return keys.length == 1 ? String.valueOf(keys[0]) : keys[0] + " and " + (keys.length - 1) + " more";
    }

    private TableWriter writer(Table table) {
        return java.util.Objects.requireNonNull(writers.get(table));
    }
}
