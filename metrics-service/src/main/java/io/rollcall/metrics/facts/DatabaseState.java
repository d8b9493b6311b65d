package io.rollcall.metrics.facts;

/**
 * Which transactions a statement sees, as text: if two statements see the same, nothing was committed between them, by
 * whomever, and whatever they read is the same (PostgreSQL 18, "Transaction ID and Snapshot Information Functions"). A
 * database that was put back to an older state may come to the same numbers again, but not without a start of the server. On
 * a standby, whose snapshots do not name what runs on the primary, how far it has replayed says the same.
 */
public final class DatabaseState {

    /** A column for the select list. */
    public static final String COLUMN =
            "concat_ws('@', pg_current_snapshot(), extract(epoch FROM pg_postmaster_start_time()),"
                    + " CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END) AS state";

    /** The label of the column. */
    public static final String LABEL = "state";

    private DatabaseState() {}
}
