package io.rollcall.sink.database;

import io.rollcall.schemas.record.BatchProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * Writes down how far batches are. A batch's state only moves forward, in the order open, interrupted, failed,
 * accepted, whatever the order of the messages.
 */
public final class BatchWriter {

    private static final String UPSERT = """
            INSERT INTO rollcall.batches AS kept (id, source, submitted_by, opened_at, closed_at, state)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at
            WHERE array_position(ARRAY['open', 'interrupted', 'failed', 'accepted'], excluded.state)
                > array_position(ARRAY['open', 'interrupted', 'failed', 'accepted'], kept.state)""";

    private BatchWriter() {}

    /** Writes what these messages, in their order, say. */
    public static void write(Connection connection, List<BatchProgress> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        // In the order of the ids, so that transactions do not wait for each other in a circle.
        List<BatchProgress> ordered = messages.stream()
                .sorted(Comparator.comparing(BatchProgress::batch))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (BatchProgress message : ordered) {
                bind(statement, message);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, BatchProgress message) throws SQLException {
        statement.setObject(1, message.batch());
        statement.setString(2, message.source());
        statement.setString(3, message.submittedBy());
        statement.setObject(4, OffsetDateTime.ofInstant(message.openedAt(), ZoneOffset.UTC));
        if (message.state() == BatchProgress.State.OPEN) {
            statement.setNull(5, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(5, OffsetDateTime.ofInstant(message.at(), ZoneOffset.UTC));
        }
        statement.setString(6, message.state().text());
    }
}
