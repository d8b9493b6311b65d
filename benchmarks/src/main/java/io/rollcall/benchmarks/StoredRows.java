package io.rollcall.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How many rows the receipts call stored: a few thousand bitmaps to add up, where counting rows would slow down what is
 * measured.
 */
final class StoredRows {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 10;

    private final Connection connection;

    StoredRows(Connection connection) {
        this.connection = connection;
    }

    /** Before the sink has made its tables there are none. */
    long count() throws SQLException {
        if (number("SELECT count(to_regclass('rollcall.receipts'))") == 0) {
            return 0;
        }
        return number("SELECT coalesce(sum(bit_count(stored)), 0) FROM rollcall.receipts");
    }

    /**
     * Waits until there are so many.
     *
     * @return how many there are then
     * @throws IllegalStateException after ten minutes
     */
    long await(long rows) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long stored = count();
        while (stored < rows) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + stored + " of " + rows + " rows are stored after " + LONGEST);
            }
            Thread.sleep(POLL_MILLIS);
            stored = count();
        }
        return stored;
    }

    private long number(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
