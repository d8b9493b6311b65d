package io.rollcall.gateway.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.rollcall.schemas.Table;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Builds raw records from cells as the parser finds them. The first row may be a header. */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<RawRow> {

    private final Table table;
    private final Schema schema;
    private CsvHeader header;
    private boolean first = true;

    private @Nullable String[] cells;
    private int cellCount;
    private int characters;
    private long line;

    CsvRowHandler(Table table) {
        this.table = table;
        schema = table.rawSchema();
        header = CsvHeader.none(table);
        cells = new String[header.width()];
    }

    /** The line that the latest row begins on. */
    long line() {
        return line;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        cellCount = 0;
        characters = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (index >= cells.length) {
            cells = Arrays.copyOf(cells, 2 * index + 1);
        }
        // An empty cell says as little as a missing field does.
        cells[index] = length == 0 ? null : new String(buffer, offset, length);
        cellCount = index + 1;
        characters += length + 1;
    }

    @Override
    protected @Nullable RawRow buildRecord() {
        if (isBlank()) {
            return null;
        }
        if (first) {
            first = false;
            CsvHeader recognised = CsvHeader.recognise(table, sent());
            if (recognised != null) {
                header = recognised;
                return null;
            }
        }
        if (characters > RawRow.MOST_CHARACTERS) {
            throw SubmissionRefusedException.rowTooLong(table.name(), "on line " + line);
        }
        return new RawRow(value(), header.fits(cellCount) ? null : JsonText.write(sent()), line);
    }

    private boolean isBlank() {
        return cellCount == 0 || (cellCount == 1 && (cells[0] == null || cells[0].isBlank()));
    }

    private GenericRecord value() {
        GenericRecord record = new GenericData.Record(schema);
        int count = Math.min(cellCount, header.width());
        for (int i = 0; i < count; i++) {
            int column = header.columnOf(i);
            if (column >= 0) {
                record.put(column, cells[i]);
            }
        }
        return record;
    }

    private List<String> sent() {
        return Arrays.stream(cells, 0, cellCount)
                .map(cell -> cell == null ? "" : cell)
                .toList();
    }
}
