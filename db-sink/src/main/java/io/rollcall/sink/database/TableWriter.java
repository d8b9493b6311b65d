package io.rollcall.sink.database;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.rows.RollupCells;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.schemas.sql.ReferenceGuardSql;
import io.rollcall.schemas.sql.TableSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes batches of rows into a table. For one thread. */
public final class TableWriter {

    private static final String UNIQUE_VIOLATION = "23505";
    /** Below that the saving is not worth an attempt that may fail. */
    private static final int FEWEST_DIRECT = 250;

    private final TableSql sql;
    private final ReferenceGuardSql guard;
    private boolean allNew = true;

    public TableWriter(Table table, Tables tables) {
        this.sql = new TableSql(table);
        this.guard = new ReferenceGuardSql(table, tables);
    }

    /** Which of the keys are in the table; they stay there until the transaction ends. */
    public long[] lock(Connection connection, long[] keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.lockKeys())) {
            statement.setArray(1, bigints(connection, keys));
            return keys(statement);
        }
    }

    /** Which of the keys other tables refer to. */
    public long[] referred(Connection connection, long[] keys) throws SQLException {
        if (!guard.isReferred()) {
            return new long[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(guard.referredKeys())) {
            for (int i = 1; i <= guard.referrers(); i++) {
                statement.setArray(i, bigints(connection, keys));
            }
            return keys(statement);
        }
    }

    private static Array bigints(Connection connection, long[] keys) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int8", keys);
    }

    private static long[] keys(PreparedStatement statement) throws SQLException {
        LongStream.Builder keys = LongStream.builder();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
        }
        return keys.build().toArray();
    }

    /**
     * Puts the batch's rows in place. As long as rows are new, which they are while a topic is read for the first time,
     * they are copied straight into the table, at half the cost; the first key that is there already undoes the copy,
     * and the rows go by way of the staging table until they are all new again.
     *
     * @param shard the part of the rollup that is this writer's
     */
    public Changes upsert(Connection connection, RowBatch rows, int shard) throws SQLException {
        int count = rows.upserts();
        if (count == 0) {
            return Changes.NONE;
        }
        if (allNew && count >= FEWEST_DIRECT && insert(connection, rows, shard)) {
            return new Changes(count, 0, 0);
        }
        copy(connection, sql.copyToStaging(), rows);
        try (PreparedStatement statement = connection.prepareStatement(sql.upsert())) {
            if (sql.hasRollup()) {
                statement.setInt(1, shard);
            }
            Changes changes = changes(statement);
            allNew = changes.inserted() == count;
            return changes;
        }
    }

    /** Whether all rows were new and are in the table now. */
    private boolean insert(Connection connection, RowBatch rows, int shard) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            copy(connection, sql.copyToTable(), rows);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            allNew = false;
            return false;
        }
        Optional<RollupCells> cells = rows.rollupCells();
        if (cells.isPresent()) {
            addToRollup(connection, cells.get(), shard);
        }
        return true;
    }

    private void addToRollup(Connection connection, RollupCells cells, int shard) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement =
                connection.prepareStatement(sql.addToRollup().orElseThrow())) {
            int parameter = 1;
            statement.setInt(parameter++, shard);
            statement.setArray(parameter++, postgres.createArrayOf("int4", cells.years()));
            statement.setArray(parameter++, postgres.createArrayOf("int4", cells.quarters()));
            for (long[] by : cells.by()) {
                statement.setArray(parameter++, postgres.createArrayOf("int8", by));
            }
            statement.setArray(parameter, postgres.createArrayOf("int8", cells.counts()));
            statement.executeUpdate();
        }
    }

    private static void copy(Connection connection, String sql, RowBatch rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            rows.writeTo((bytes, from, length) -> {
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

    /** Deletes the rows whose keys the batch says are no more. */
    public Changes delete(Connection connection, long[] keys, int shard) throws SQLException {
        if (keys.length == 0) {
            return Changes.NONE;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            statement.setArray(1, bigints(connection, keys));
            if (sql.hasRollup()) {
                statement.setInt(2, shard);
            }
            return changes(statement);
        }
    }

    private static Changes changes(PreparedStatement statement) throws SQLException {
        try (ResultSet counts = statement.executeQuery()) {
            counts.next();
            return new Changes(counts.getLong(1), counts.getLong(2), counts.getLong(3));
        }
    }
}
