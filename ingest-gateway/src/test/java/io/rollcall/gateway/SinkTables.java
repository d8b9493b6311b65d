package io.rollcall.gateway;

import io.rollcall.embedded.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The sink's bookkeeping, as the gateway reads it. */
final class SinkTables {

    private SinkTables() {}

    static void create(Database database) {
        execute(
                database,
                "create schema if not exists rollcall",
                """
                create table rollcall.batches(id uuid primary key, source text, submitted_by text,
                  opened_at timestamptz, closed_at timestamptz, state text)""",
                """
                create table rollcall.receipts(batch_id uuid, table_name text, chunk int, rows int,
                  stored bit(1000), rejected bit(1000), primary key(batch_id, table_name, chunk))""",
                "grant usage on schema rollcall to " + database.reader().user(),
                "grant select on all tables in schema rollcall to "
                        + database.reader().user());
    }

    /** What the sink writes of a batch: rows of the first chunk that are stored and rejected. */
    static void write(Database database, String batch, String table, int rows, int stored, int rejected) {
        String bits = "rpad('', %d, '0') || rpad('', %d, '1') || rpad('', %d, '0')";
        execute(
                database,
                """
                insert into rollcall.batches
                values ('%s', 'ingest', 'admin', now(), now(), 'accepted') on conflict do nothing""".formatted(batch),
                "insert into rollcall.receipts values ('%s', '%s', 0, %d, (%s)::bit(1000), (%s)::bit(1000))"
                        .formatted(
                                batch,
                                table,
                                rows,
                                bits.formatted(0, stored, 1000 - stored),
                                bits.formatted(stored, rejected, 1000 - stored - rejected)));
    }

    static void execute(Database database, String... statements) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
