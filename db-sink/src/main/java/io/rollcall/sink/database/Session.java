package io.rollcall.sink.database;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One thread's connection with its staging tables; opened when needed, and anew after trouble. */
public final class Session implements AutoCloseable {

    /** A stalled owner of a transaction must not hold its locks for ever, nor may a wait for them be endless. */
    private static final String SETTINGS = "SET SESSION TIME ZONE 'UTC'; SET SESSION jit = off;"
            + " SET SESSION idle_in_transaction_session_timeout = '60s'; SET SESSION lock_timeout = '30s'";

    private final DataSource database;
    private final Tables tables;
    private @Nullable Connection connection;

    public Session(DataSource database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** The connection, in a transaction of READ COMMITTED that has yet to begin. */
    public Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = open();
            connection = open;
        }
        return open;
    }

    private Connection open() throws SQLException {
        Connection fresh = database.getConnection();
        try (Statement statement = fresh.createStatement()) {
            statement.execute(SETTINGS);
            for (Table table : tables) {
                statement.execute(new TableSql(table).createStaging());
            }
            fresh.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            fresh.setAutoCommit(false);
            return fresh;
        } catch (SQLException e) {
            closeAfter(e, fresh);
            throw e;
        }
    }

    /** Gives the connection up; whatever it had begun is undone by the server. */
    public void abandon(Exception cause) {
        Connection open = connection;
        connection = null;
        if (open != null) {
            closeAfter(cause, open);
        }
    }

    private static void closeAfter(Exception cause, Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
