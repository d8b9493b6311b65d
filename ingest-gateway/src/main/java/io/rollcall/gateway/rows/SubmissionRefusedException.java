package io.rollcall.gateway.rows;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A request that can be read, but is not one of 1 to 1000 rows of known tables. */
public final class SubmissionRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a request is refused as a whole. */
    public enum Reason {
        UNKNOWN_TABLE,
        EMPTY,
        TOO_MANY_ROWS,
        ROW_TOO_LONG,
        TABLE_TWICE
    }

    private final Reason reason;
    private final @Nullable String table;
    private final long rows;

    private SubmissionRefusedException(Reason reason, @Nullable String table, long rows, String message) {
        super(message);
        this.reason = reason;
        this.table = table;
        this.rows = rows;
    }

    public static SubmissionRefusedException unknownTable(String name) {
        String table = SourceName.printable(name);
        return new SubmissionRefusedException(Reason.UNKNOWN_TABLE, table, 0, "There is no table '" + table + "'.");
    }

    static SubmissionRefusedException empty(@Nullable String table) {
        String subject = table == null ? "The request" : "The list of " + table;
        return new SubmissionRefusedException(
                Reason.EMPTY, table, 0, subject + " has no rows; 1 to 1000 are expected.");
    }

    public static SubmissionRefusedException noFiles() {
        return new SubmissionRefusedException(
                Reason.EMPTY, null, 0, "There is no file named TABLE.csv of a known table.");
    }

    public static SubmissionRefusedException twice(String table) {
        return new SubmissionRefusedException(
                Reason.TABLE_TWICE, table, 0, "There are two files of the table " + table + ".");
    }

    static SubmissionRefusedException tooMany(String table, int rows) {
        String message = "There are %d rows of %s; 1 to 1000 are expected.".formatted(rows, table);
        return new SubmissionRefusedException(Reason.TOO_MANY_ROWS, table, rows, message);
    }

    static SubmissionRefusedException rowTooLong(String table, String where) {
        String message =
                "A row of %s, %s, has more than %d characters.".formatted(table, where, RawRow.MOST_CHARACTERS);
        return new SubmissionRefusedException(Reason.ROW_TOO_LONG, table, 0, message);
    }

    public Reason reason() {
        return reason;
    }

    /** The table that it is about, if it is about one. */
    public @Nullable String table() {
        return table;
    }

    /** How many rows there were, where that is the reason. */
    public long rows() {
        return rows;
    }
}
