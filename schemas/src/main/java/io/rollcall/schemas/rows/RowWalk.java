package io.rollcall.schemas.rows;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.ColumnType;
import io.rollcall.schemas.Table;
import java.util.List;

/** Finds where rows end that lie one after the other in Avro's binary encoding of a table's schema. For one thread. */
public final class RowWalk {

    private final List<Column> columns;
    private final int keyPosition;
    private final AvroCursor cursor = new AvroCursor();
    private long key;

    public RowWalk(Table table) {
        columns = table.columns();
        keyPosition = table.key().position();
    }

    /**
     * Walks over one row.
     *
     * @param from where it begins
     * @param to where the bytes end
     * @return where it ends
     * @throws UnreadableRowException if there is no whole row
     */
    public int end(byte[] bytes, int from, int to) throws UnreadableRowException {
        cursor.open(bytes, from, to);
        try {
            for (Column column : columns) {
                if (column.type() == ColumnType.TEXT) {
                    cursor.readTextLength();
                } else {
                    long value = cursor.readLong();
                    if (column.position() == keyPosition) {
                        key = value;
                    }
                }
            }
        } catch (AvroCursor.MalformedException e) {
            throw new UnreadableRowException(String.valueOf(e.getMessage()));
        }
        return cursor.position();
    }

    /** The key of the row that was walked over last. */
    public long key() {
        return key;
    }
}
