package io.rollcall.schemas.rules;

import java.util.List;

/** A row as it was sent, not judged yet. */
public sealed interface SentRow {

    /**
     * Named values.
     *
     * @param columns what was sent for each column of the table, in the table's order
     * @param unknown fields that are no column of the table
     */
    record Fields(List<Sent> columns, List<UnknownField> unknown) implements SentRow {}

    /** The cells of a line of CSV whose number is not that of the table's columns. */
    record Cells(List<String> cells) implements SentRow {}

    /** A row of which nothing can be read; {@code why} is for a person. */
    record Unreadable(String why) implements SentRow {}

    /** A field that the table does not have. */
    record UnknownField(String name, Sent value) {}
}
