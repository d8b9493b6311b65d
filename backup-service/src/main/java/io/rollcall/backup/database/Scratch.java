package io.rollcall.backup.database;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.rows.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A table of the session's own, in a transaction that is never committed: rows go in and come out, and nothing is left.
 */
public final class Scratch implements AutoCloseable {

    private final Connection connection;
    private final RebuiltTable table;

    private Scratch(Connection connection, RebuiltTable table) {
        this.connection = connection;
        this.table = table;
    }

    /** An empty one of a table's form. */
    public static Scratch open(DataSource database, Table form) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            return new Scratch(connection, RebuiltTable.create(connection, form, 0));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    public void take(RowBatch batch) throws SQLException {
        table.take(batch);
    }

    public void read(Snapshot.RowConsumer consumer) throws Exception {
        table.read(consumer);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
