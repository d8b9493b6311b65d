package io.rollcall.schemas;

import java.util.List;

/**
 * Counts of a table's rows per UTC year and quarter that the sink keeps up to date, so that a metric reads a few
 * thousand rows however many records there are.
 *
 * @param name the rollup's table in PostgreSQL, in the bookkeeping schema
 * @param instant the column whose moment tells year and quarter
 * @param by the columns that rows are counted by, in order
 */
public record Rollup(String name, Column instant, List<Column> by) {

    public Rollup {
        by = List.copyOf(by);
        if (instant.type() != ColumnType.INSTANT) {
            throw new IllegalArgumentException("rollup " + name + ": " + instant.name() + " is not a timestamp");
        }
    }
}
