package io.rollcall.endtoend;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What stands in PostgreSQL, asked directly. */
final class Database {

    /** How many of backup-service's transactions wait for a lock. */
    static final String WAITING_BACKUP_SERVICES = """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = 'backup-service' AND wait_event_type = 'Lock'""";

    private final String url;

    Database(String url) {
        this.url = url;
    }

    long count(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    /** The first column of what a query answers. */
    List<String> texts(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A transaction that holds the locks that a statement takes until it is closed; it changes nothing. */
    Connection holding(String sql) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        connection.createStatement().execute(sql);
        return connection;
    }

    void awaitCount(String sql, long wanted, Duration within) {
        await(sql)
                .atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> count(sql), found -> found == wanted);
    }
}
