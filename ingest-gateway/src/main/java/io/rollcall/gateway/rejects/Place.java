package io.rollcall.gateway.rejects;

/**
 * Where a rejected row stands among those of its batch, which are in the order of their tables, then of their rows.
 *
 * @param table its table
 * @param row its number among the batch's rows of that table, from 0
 */
public record Place(String table, long row) {

    private static final Place BEGINNING = new Place("", -1);

    /** Before all tables. */
    public static Place beginning() {
        return BEGINNING;
    }

    /** Before the first row of a table. */
    public static Place before(String table) {
        return new Place(table, -1);
    }

    /** The last that a table could have. */
    static Place endOf(String table) {
        return new Place(table, Long.MAX_VALUE);
    }
}
