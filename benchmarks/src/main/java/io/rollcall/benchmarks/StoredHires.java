package io.rollcall.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The table of hires of a running Rollcall, in the hands of somebody who may do anything to it. */
final class StoredHires {

    static final String TABLE = "hired_employees";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 50;

    private final Connection connection;

    StoredHires(Connection connection) {
        this.connection = connection;
    }

    long count() throws SQLException {
        return number("SELECT count(*) FROM " + TABLE);
    }

    /** Takes all rows away, and what is counted of them, without the sink noticing. */
    void empty() throws SQLException {
        execute("TRUNCATE " + TABLE + ", rollcall.hires_by_quarter");
    }

    /** Spares the first reader after many writes the work that these have left. */
    void vacuum() throws SQLException {
        execute("VACUUM ANALYZE " + TABLE);
    }

    /** How far the sink is in the topic: the sum over its partitions. */
    long offset() throws SQLException {
        return number("SELECT sum(next_offset)::bigint FROM rollcall.offsets WHERE topic = 'valid." + TABLE + "'");
    }

    /**
     * Waits until the sink has come so far.
     *
     * @throws IllegalStateException after ten minutes
     */
    void awaitOffset(long offset) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (offset() < offset) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the sink has not come to " + offset + " after " + LONGEST);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
