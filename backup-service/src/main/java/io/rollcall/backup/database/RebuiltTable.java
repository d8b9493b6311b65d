package io.rollcall.backup.database;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.schemas.sql.RebuildSql;
import io.rollcall.schemas.sql.TableSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What a table is to become: a temporary table that ends with the connection's transaction. For one thread. */
public final class RebuiltTable {

    private static final String UNIQUE_VIOLATION = "23505";

    /** The sink's shards are numbers of partitions; this one is nobody else's. */
    private static final int SHARD = -1;

    private final Connection connection;
    private final Table table;
    private final TableSql tableSql;
    private final RebuildSql sql;
    private boolean allNew = true;

    private RebuiltTable(Connection connection, Table table, int number) {
        this.connection = connection;
        this.table = table;
        this.tableSql = new TableSql(table);
        this.sql = new RebuildSql(table, number);
    }

    /** An empty one. */
    static RebuiltTable create(Connection connection, Table table, int number) throws SQLException {
        RebuiltTable rebuilt = new RebuiltTable(connection, table, number);
        rebuilt.execute(rebuilt.tableSql.createStaging());
        rebuilt.execute(rebuilt.sql.create());
        return rebuilt;
    }

    Table table() {
        return table;
    }

    /**
     * Takes rows and deletions; they come after all that were taken before. As long as keys are new, rows are copied
     * straight to their place; the first that is not sends its batch, and those after it, by way of the staging table.
     */
    public void take(RowBatch batch) throws SQLException {
        if (batch.upserts() > 0 && !(allNew && copiedStraight(batch))) {
            allNew = false;
            copy(tableSql.copyToStaging(), batch);
            execute(sql.take());
            execute(sql.emptyStaging());
        }
        long[] deleted = batch.deletedKeys();
        if (deleted.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(sql.forget())) {
                statement.setArray(1, connection.unwrap(PGConnection.class).createArrayOf("int8", deleted));
                statement.executeUpdate();
            }
        }
    }

    private boolean copiedStraight(RowBatch batch) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            copy(sql.copyIn(), batch);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private void copy(String copySql, RowBatch batch) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
        try {
            batch.writeTo((bytes, from, length) -> {
                try {
                    copy.writeToCopy(bytes, from, length);
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            });
            copy.endCopy();
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new UncheckedIOException(e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Says that nothing more is taken. */
    void filled() throws SQLException {
        execute(sql.analyze());
    }

    /** Reads the rows as they are in the database now. */
    public void read(Snapshot.RowConsumer consumer) throws Exception {
        Snapshot.rows(connection, sql.copyOut(), table, consumer);
    }

    Difference difference() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.difference())) {
            row.next();
            return new Difference(row.getLong("added"), row.getLong("changed"), row.getLong("deleted"));
        }
    }

    /**
     * Takes out the rows that refer to something that is not there; how many.
     *
     * @param rebuilt what other tables are to become
     */
    long leaveOut(Tables tables, Map<Table, RebuiltTable> rebuilt) throws SQLException {
        long count = 0;
        for (Column column : table.references()) {
            Table referenced = tables.named(column.references().orElseThrow()).orElseThrow();
            Optional<RebuildSql> fresh =
                    Optional.ofNullable(rebuilt.get(referenced)).map(other -> other.sql);
            try (Statement statement = connection.createStatement()) {
                count += statement.executeLargeUpdate(sql.leaveOut(column, tables, fresh));
            }
        }
        return count;
    }

    /** What rows refer to and is not there, in words, if there is such a thing. What is there is locked. */
    Optional<String> dangling(Tables tables) throws SQLException {
        for (Column column : table.references()) {
            lockReferenced(column, tables);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql.dangling(column, tables))) {
                row.next();
                if (row.getLong("count") > 0) {
                    return Optional.of("%d of the rows for %s refer to %s that are not there, such as %s %d"
                            .formatted(
                                    row.getLong("count"),
                                    table.name(),
                                    column.references().orElseThrow(),
                                    column.name(),
                                    row.getLong("least")));
                }
            }
        }
        return Optional.empty();
    }

    /** Locks until all that is referred to is locked, or some of it is not there. */
    private void lockReferenced(Column column, Tables tables) throws SQLException {
        long before = -1;
        for (long locked = locked(column, tables); locked != before; locked = locked(column, tables)) {
            before = locked;
        }
    }

    private long locked(Column column, Tables tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(sql.lockReferenced(column, tables))) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Puts what is new or changed in place. */
    Changes upsert() throws SQLException {
        return changing(sql.upsert());
    }

    /** Notes which rows the table has and this one has not. */
    void noteGone() throws SQLException {
        execute(sql.createGone());
    }

    /** Deletes the rows that were noted. */
    Changes deleteGone() throws SQLException {
        return changing(sql.deleteGone());
    }

    /** Takes a key. */
    @FunctionalInterface
    interface KeyConsumer {
        void accept(long key) throws Exception;
    }

    /** Reads the keys that were noted. */
    void gone(KeyConsumer consumer) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            try (ResultSet keys = statement.executeQuery(sql.gone())) {
                while (keys.next()) {
                    consumer.accept(keys.getLong(1));
                }
            }
        }
    }

    private Changes changing(String statementSql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statementSql)) {
            if (tableSql.hasRollup()) {
                statement.setInt(1, SHARD);
            }
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                return new Changes(counts.getLong("inserted") + counts.getLong("updated"), counts.getLong("deleted"));
            }
        }
    }

    private void execute(String statementSql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statementSql);
        }
    }
}
