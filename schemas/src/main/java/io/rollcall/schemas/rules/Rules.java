package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.Violation;
import java.util.List;

/**
 * Every rule. Those of a field are in {@link #OF_A_FIELD}; the others are about the row as a whole or other records.
 */
public final class Rules {

    static final Rule REQUIRED = new Rule(
            ReasonCode.MISSING,
            (_, reading) -> reading == Reading.None.MISSING,
            _ -> "is missing; every field is required");

    static final Rule OF_ITS_TYPE = new Rule(
            ReasonCode.WRONG_TYPE,
            (_, reading) -> reading == Reading.None.OF_ANOTHER_TYPE,
            column -> switch (column.type()) {
                case INTEGER -> "must be an integer";
                case TEXT -> "must be text";
                case INSTANT -> "must be text with a date and time";
            });

    static final Rule INTEGER = new Rule(
            ReasonCode.NOT_AN_INTEGER,
            (_, reading) -> reading == Reading.None.NOT_AN_INTEGER,
            _ -> "must be an integer, digits only with an optional sign");

    static final Rule IN_64_BITS = new Rule(
            ReasonCode.OUT_OF_RANGE,
            (_, reading) -> reading == Reading.None.BEYOND_64_BITS,
            column -> "must be an integer from " + column.minimum().orElse(Long.MIN_VALUE) + " to " + Long.MAX_VALUE);

    static final Rule AT_LEAST_MINIMUM = new Rule(
            ReasonCode.OUT_OF_RANGE,
            (column, reading) -> reading instanceof Reading.IntegerValue(long value)
                    && value < column.minimum().orElse(Long.MIN_VALUE),
            column -> "must be at least " + column.minimum().orElseThrow());

    static final Rule AT_MOST_MAX_LENGTH = new Rule(
            ReasonCode.TOO_LONG,
            (column, reading) -> reading instanceof Reading.TextValue(String value)
                    && StoredText.isLongerThan(value, column.maxLength().orElse(Integer.MAX_VALUE)),
            column -> "must have at most " + column.maxLength().orElseThrow() + " characters");

    static final Rule STORABLE_TEXT = new Rule(
            ReasonCode.UNDECODABLE,
            (_, reading) -> reading == Reading.None.NOT_UTF_8
                    || (reading instanceof Reading.TextValue(String value) && !StoredText.isStorable(value)),
            _ -> "must be text in UTF-8 without NUL characters and unpaired surrogates");

    static final Rule DATETIME = new Rule(
            ReasonCode.BAD_DATETIME,
            (_, reading) -> reading == Reading.None.NOT_A_DATETIME,
            _ -> "must be a date and time in ISO 8601 with an offset, such as 2021-07-27T16:02:08Z,"
                    + " in the years 0001 to 9999");

    /** What each field must meet. */
    static final List<Rule> OF_A_FIELD = List.of(
            REQUIRED, OF_ITS_TYPE, INTEGER, IN_64_BITS, AT_LEAST_MINIMUM, STORABLE_TEXT, AT_MOST_MAX_LENGTH, DATETIME);

    private Rules() {}

    /** A row has no fields but the table's columns. */
    static Violation unknownField(Table table, SentRow.UnknownField field) {
        String name = StoredText.shown(field.name());
        return new Violation(
                name,
                ReasonCode.UNKNOWN_FIELD,
                Shown.cut(name) + " is no field of " + table.name() + ", which has " + names(table) + ".",
                Shown.value(field.value()));
    }

    /** A line of CSV has as many cells as the table has columns. */
    static Violation wrongColumnCount(Table table, SentRow.Cells row) {
        return new Violation(
                null,
                ReasonCode.WRONG_COLUMN_COUNT,
                "The row has " + row.cells().size() + " columns, but " + table.name() + " has "
                        + table.columns().size() + ": " + names(table) + ".",
                row.cells().size());
    }

    /** A row is in the format that was agreed on. */
    public static Violation undecodable(String why) {
        return new Violation(null, ReasonCode.UNDECODABLE, "The record cannot be read: " + why + ".", null);
    }

    /** A record is small enough to be passed on in every form. */
    public static Violation tooLarge(int bytes, int most) {
        return new Violation(
                null, ReasonCode.TOO_LONG, "The record has " + bytes + " bytes, and " + most + " is the most.", bytes);
    }

    /** The schema that a record names is in the registry. */
    public static Violation unknownSchema(int id) {
        return new Violation(
                null,
                ReasonCode.UNKNOWN_SCHEMA,
                "The record names the schema with id " + id + ", which the registry does not have.",
                id);
    }

    /** What a row refers to exists. */
    public static Violation unknownReference(Reference reference) {
        Column column = reference.column();
        return new Violation(
                column.name(),
                ReasonCode.UNKNOWN_REFERENCE,
                column.name() + " must name a record of " + reference.table() + ", and none with id " + reference.id()
                        + " came in time.",
                Shown.value(reference.sent()));
    }

    private static String names(Table table) {
        return String.join(", ", table.columnNames());
    }
}
