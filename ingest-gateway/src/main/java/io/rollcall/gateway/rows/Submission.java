package io.rollcall.gateway.rows;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.BatchProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All rows of one request, read and counted before any of them is published.
 *
 * @param rows the rows by table, in the order sent
 */
public record Submission(Map<Table, List<RawRow>> rows) {

    /** The most rows of a table in one request. */
    public static final int MOST_ROWS = BatchProgress.ROWS_PER_CHUNK;

    /** Gathers rows; those beyond the limit are counted, not kept. */
    static final class Builder {

        private final Map<Table, List<RawRow>> rows = new LinkedHashMap<>();
        private final Map<Table, Integer> counts = new LinkedHashMap<>();

        void table(Table table) {
            rows.putIfAbsent(table, new ArrayList<>());
            counts.putIfAbsent(table, 0);
        }

        boolean hasRoom(Table table) {
            return counts.getOrDefault(table, 0) < MOST_ROWS;
        }

        int count(Table table) {
            return counts.getOrDefault(table, 0);
        }

        void add(Table table, RawRow row) {
            table(table);
            rows.getOrDefault(table, List.of()).add(row);
            skip(table);
        }

        void skip(Table table) {
            counts.merge(table, 1, Integer::sum);
        }

        Submission build() {
            counts.forEach((table, count) -> {
                if (count == 0) {
                    throw SubmissionRefusedException.empty(table.name());
                }
                if (count > MOST_ROWS) {
                    throw SubmissionRefusedException.tooMany(table.name(), count);
                }
            });
            if (counts.isEmpty()) {
                throw SubmissionRefusedException.empty(null);
            }
            return new Submission(rows);
        }
    }
}
