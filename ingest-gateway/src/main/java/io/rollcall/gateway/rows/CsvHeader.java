package io.rollcall.gateway.rows;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which cell of a CSV row belongs to which column. */
final class CsvHeader {

    /** Columns so named are remarks, such as those that a download of rejected rows has: read over. */
    private static final String REMARK = "_";

    private static final int NO_COLUMN = -1;

    private final int[] columns;

    private CsvHeader(int[] columns) {
        this.columns = columns;
    }

    /** The order of the schema file. */
    static CsvHeader none(Table table) {
        return new CsvHeader(IntStream.range(0, table.columns().size()).toArray());
    }

    /** What a row says as header, or null if it is none: it names every column once, in any order. */
    static @Nullable CsvHeader recognise(Table table, List<String> cells) {
        int[] columns = new int[cells.size()];
        Set<String> named = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            String name = cells.get(i).strip().toLowerCase(Locale.ROOT);
            Optional<Column> column = table.column(name);
            if (column.isPresent() ? !named.add(name) : !name.startsWith(REMARK)) {
                return null;
            }
            columns[i] = column.map(Column::position).orElse(NO_COLUMN);
        }
        return named.size() == table.columns().size() ? new CsvHeader(columns) : null;
    }

    int width() {
        return columns.length;
    }

    /** Whether a row of so many cells has the right number of them; remarks at the end may be left out. */
    boolean fits(int cells) {
        return cells == columns.length
                || (cells < columns.length
                        && IntStream.range(cells, columns.length).allMatch(i -> columns[i] == NO_COLUMN));
    }

    /** The position of the column that a cell belongs to, or -1 for a remark. */
    int columnOf(int cell) {
        return columns[cell];
    }
}
