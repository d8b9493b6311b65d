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

    void awaitCount(String sql, long wanted, Duration within) {
        await(sql)
                .atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> count(sql), found -> found == wanted);
    }
}
