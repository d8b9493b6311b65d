package io.rollcall.schemas.rows;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.ColumnType;
import io.rollcall.schemas.Rollup;
import io.rollcall.schemas.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One table's records of one poll, as rows for {@code COPY … (FORMAT binary)}. Of records with the same key the last
 * wins; a deletion is a record too. Records are numbered by the caller, ascending.
 */
public final class RowBatch {

    private static final int KEY = 0;

    private final List<Column> columns;
    private final Optional<Rollup> rollup;
    /** Where the values of columns are that are looked at again: those of key, references and rollup. */
    private final int[] slotOfColumn;

    private final long[][] values;
    private final CopyBuffer copy;
    private final LongTable latest;
    private final BitSet superseded = new BitSet();
    private final BitSet deletions = new BitSet();
    private final AvroCursor cursor = new AvroCursor();
    private int[] records;
    private int[] starts;
    private int rows;

    /** An empty batch for about so many records. */
    public RowBatch(Table table, int expected) {
        this.columns = table.columns();
        this.rollup = table.rollup();
        this.slotOfColumn = new int[columns.size()];
        Arrays.fill(slotOfColumn, -1);
        slotOfColumn[table.key().position()] = KEY;
        int slots = 1;
        for (Column column : lookedAtAgain(table)) {
            if (slotOfColumn[column.position()] < 0) {
                slotOfColumn[column.position()] = slots++;
            }
        }
        int capacity = Math.max(16, expected);
        this.values = new long[slots][capacity];
        this.records = new int[capacity];
        this.starts = new int[capacity + 1];
        this.copy = new CopyBuffer(capacity * 16 * columns.size());
        this.latest = new LongTable(capacity);
    }

    private static List<Column> lookedAtAgain(Table table) {
        List<Column> columns = new ArrayList<>(table.references());
        table.rollup().ifPresent(kept -> {
            columns.add(kept.instant());
            columns.addAll(kept.by());
        });
        return columns;
    }

    /**
     * Adds a record.
     *
     * @param record its number
     * @param bytes holds its value, in Avro's binary encoding of the table's strict schema
     * @param from where the encoding begins; it goes on to the end
     * @throws UnreadableRowException if it is not such a value, or one that PostgreSQL cannot store
     */
    public void add(int record, byte[] bytes, int from) throws UnreadableRowException {
        add(record, bytes, from, bytes.length);
    }

    /**
     * Adds a record whose encoding ends before {@code to}; else as {@link #add(int, byte[], int)}.
     *
     * @param to where the encoding ends
     */
    public void add(int record, byte[] bytes, int from, int to) throws UnreadableRowException {
        grow();
        int start = copy.length();
        try {
            cursor.open(bytes, from, to);
            copy.putShort(columns.size());
            for (Column column : columns) {
                addValue(column, bytes);
            }
            cursor.requireEnd();
        } catch (AvroCursor.MalformedException e) {
            copy.truncate(start);
            throw new UnreadableRowException(String.valueOf(e.getMessage()));
        }
        finishRow(record);
    }

    private void addValue(Column column, byte[] bytes) {
        if (column.type() == ColumnType.TEXT) {
            int length = cursor.readTextLength();
            int textStart = cursor.position() - length;
            PostgresText.require(bytes, textStart, length);
            copy.putBytes(bytes, textStart, length);
            return;
        }
        long value = cursor.readLong();
        int slot = slotOfColumn[column.position()];
        if (slot >= 0) {
            values[slot][rows] = value;
        }
        copy.putLong(column.type() == ColumnType.INSTANT ? PostgresTime.fromAvro(value) : value);
    }

    /** Adds a record that says that a key is no more. */
    public void delete(int record, long key) {
        grow();
        values[KEY][rows] = key;
        deletions.set(rows);
        finishRow(record);
    }

    private void finishRow(int record) {
        records[rows] = record;
        int former = latest.put(values[KEY][rows], rows);
        if (former != LongTable.ABSENT) {
            superseded.set(former);
        }
        rows++;
        starts[rows] = copy.length();
    }

    /** How many rows there are to be put in place. */
    public int upserts() {
        return (int) live().count();
    }

    /** What the rows to be put in place add to the table's rollup if all of them are new. */
    public Optional<RollupCells> rollupCells() {
        return rollup.map(kept -> RollupCells.count(
                values(kept.instant()), kept.by().stream().map(this::values).toList(), live().toArray()));
    }

    private long[] values(Column column) {
        return values[slotOfColumn[column.position()]];
    }

    /** The rows to be put in place. */
    private IntStream live() {
        return IntStream.range(0, rows).filter(row -> !superseded.get(row) && !deletions.get(row));
    }

    /** The keys to delete, ascending. */
    public long[] deletedKeys() {
        return deletions.stream()
                .filter(row -> !superseded.get(row))
                .mapToLong(row -> values[KEY][row])
                .sorted()
                .toArray();
    }

    /** The distinct values of a reference in the rows to be put in place, ascending. */
    public long[] referenced(Column column) {
        LongTable distinct = new LongTable(64);
        live().forEach(row -> distinct.put(values(column)[row], 0));
        return distinct.sortedKeys();
    }

    /** The numbers of the records whose reference is none of those present, ascending. */
    public List<Integer> without(Column column, long[] present) {
        LongTable known = new LongTable(present.length);
        for (long key : present) {
            known.put(key, 0);
        }
        return live().filter(row -> !known.contains(values(column)[row]))
                .mapToObj(row -> records[row])
                .toList();
    }

    /** The numbers of the records that delete one of these keys, ascending. */
    public List<Integer> deleting(long[] keys) {
        return deletions.stream()
                .filter(row -> !superseded.get(row) && Arrays.stream(keys).anyMatch(key -> key == values[KEY][row]))
                .mapToObj(row -> records[row])
                .toList();
    }

    /** Writes the rows to be put in place as a whole binary COPY. */
    public void writeTo(CopyOutput output) throws IOException {
        output.write(CopyBuffer.HEADER, 0, CopyBuffer.HEADER.length);
        int row = 0;
        while (row < rows) {
            int end = superseded.nextSetBit(row);
            end = end < 0 ? rows : end;
            if (starts[end] > starts[row]) {
                output.write(copy.bytes(), starts[row], starts[end] - starts[row]);
            }
            row = end + 1;
        }
        output.write(CopyBuffer.TRAILER, 0, CopyBuffer.TRAILER.length);
    }

    private void grow() {
        if (rows == records.length) {
            int capacity = rows * 2;
            records = Arrays.copyOf(records, capacity);
            starts = Arrays.copyOf(starts, capacity + 1);
            for (int slot = 0; slot < values.length; slot++) {
                values[slot] = Arrays.copyOf(values[slot], capacity);
            }
        }
    }

    /** Where a COPY goes. */
    @FunctionalInterface
    public interface CopyOutput {
        void write(byte[] bytes, int from, int length) throws IOException;
    }
}
