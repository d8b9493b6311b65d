package io.rollcall.backup.database;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.rows.CopyReader;
import io.rollcall.schemas.sql.TableSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * One moment of all tables, kept open so that any number of readers see the same: a transaction of REPEATABLE READ
 * whose snapshot is exported.
 */
public final class Snapshot implements AutoCloseable {

    private final DataSource database;
    private final Connection holder;
    private final String name;
    private final Instant takenAt;

    private Snapshot(DataSource database, Connection holder, String name, Instant takenAt) {
        this.database = database;
        this.holder = holder;
        this.name = name;
        this.takenAt = takenAt;
    }

    /** Takes a row in Avro's binary encoding; the bytes are overwritten by the next. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(byte[] bytes, int length) throws Exception;
    }

    /** Takes a snapshot. The tables are locked against being dropped before it is taken, so that it has all of them. */
    public static Snapshot take(DataSource database, Tables tables) throws SQLException {
        Connection holder = database.getConnection();
        try (Statement statement = begin(holder)) {
            statement.execute("LOCK TABLE "
                    + tables.stream().map(table -> new TableSql(table).name()).collect(Collectors.joining(", "))
                    + ", rollcall.offsets IN ACCESS SHARE MODE");
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot(), clock_timestamp()")) {
                row.next();
                return new Snapshot(
                        database,
                        holder,
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant());
            }
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
    }

    private static Statement begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return connection.createStatement();
    }

    /** When it was taken, by the database's clock. */
    public Instant takenAt() {
        return takenAt;
    }

    /** How far each partition had been stored, by {@code topic-partition}. For one thread. */
    public Map<String, Long> offsets() throws SQLException {
        try (Statement statement = holder.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, \"partition\", next_offset FROM rollcall.offsets"
                        + " WHERE topic LIKE 'valid.%'")) {
            Map<String, Long> offsets = new TreeMap<>();
            while (rows.next()) {
                offsets.put(rows.getString(1) + "-" + rows.getInt(2), rows.getLong(3));
            }
            return offsets;
        }
    }

    /** How many rows a table has, or nearly so: what the planner believes. */
    public long estimate(Table table) throws SQLException {
        try (Statement statement = holder.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = '"
                                + new TableSql(table).name() + "'::regclass")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Reads all rows of a table, over a connection of its own. Several may be read side by side. */
    public void read(Table table, RowConsumer consumer) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = begin(connection)) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
            rows(connection, new TableSql(table).copyOut(), table, consumer);
        }
    }

    /** Reads what a COPY of a table's columns brings. */
    static void rows(Connection connection, String copySql, Table table, RowConsumer consumer) throws Exception {
        CopyReader reader = new CopyReader(table);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copySql);
        try {
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                if (reader.read(message)) {
                    consumer.accept(reader.row(), reader.length());
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        if (!reader.ended()) {
            throw new SQLException("the COPY of " + table.name() + " was cut short");
        }
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
