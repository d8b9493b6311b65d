package io.rollcall.schemas.rows;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.ColumnType;
import io.rollcall.schemas.Table;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@code COPY … TO STDOUT (FORMAT binary)} sends of a table's columns, in the order of the schema file, and
 * writes each row in Avro's binary encoding of the strict schema. For one thread.
 */
public final class CopyReader {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int LONGEST_NUMBER = 10;

    private final String table;
    private final List<Column> columns;
    private boolean headerRead;
    private boolean ended;
    private byte[] row = new byte[256];
    private int length;

    public CopyReader(Table table) {
        this.table = table.name();
        this.columns = table.columns();
    }

    /**
     * Reads one message, which is a row or the end.
     *
     * @return whether it was a row, which {@link #row()} then holds
     * @throws IllegalArgumentException if it is neither
     */
    public boolean read(byte[] message) {
        int position = headerRead ? 0 : header(message);
        headerRead = true;
        if (position == message.length) {
            return false;
        }
        int fields = (short) SHORT.get(message, position);
        position += Short.BYTES;
        if (fields < 0) {
            ended = true;
            return false;
        }
        if (fields != columns.size()) {
            throw new IllegalArgumentException(
                    "table " + table + ": a row of " + fields + " columns where there are " + columns.size());
        }
        length = 0;
        for (Column column : columns) {
            int size = (int) INT.get(message, position);
            position += Integer.BYTES;
            if (size < 0) {
                throw new IllegalArgumentException("table " + table + ": column " + column.name() + " is null");
            }
            put(column, message, position, size);
            position += size;
        }
        return true;
    }

    private static int header(byte[] message) {
        int fixed = CopyBuffer.HEADER.length;
        int signature = fixed - 2 * Integer.BYTES;
        if (message.length < fixed || !Arrays.equals(message, 0, signature, CopyBuffer.HEADER, 0, signature)) {
            throw new IllegalArgumentException("not the binary format of COPY");
        }
        return fixed + (int) INT.get(message, signature + Integer.BYTES);
    }

    private void put(Column column, byte[] message, int from, int size) {
        ensure(size + LONGEST_NUMBER);
        if (column.type() == ColumnType.TEXT) {
            putLong(size);
            System.arraycopy(message, from, row, length, size);
            length += size;
            return;
        }
        long value = (long) LONG.get(message, from);
        putLong(column.type() == ColumnType.INSTANT ? PostgresTime.toAvro(value) : value);
    }

    private void putLong(long value) {
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7FL) != 0) {
            row[length++] = (byte) ((bits & 0x7F) | 0x80);
            bits >>>= 7;
        }
        row[length++] = (byte) bits;
    }

    private void ensure(int more) {
        if (length + more > row.length) {
            row = Arrays.copyOf(row, Math.max(row.length * 2, length + more));
        }
    }

    /** The bytes of the row read last, from 0 to {@link #length()}; overwritten by the next. */
    public byte[] row() {
        return row;
    }

    /** How long the row read last is. */
    public int length() {
        return length;
    }

    /** Whether the end was read: a COPY without it was cut short. */
    public boolean ended() {
        return ended;
    }
}
