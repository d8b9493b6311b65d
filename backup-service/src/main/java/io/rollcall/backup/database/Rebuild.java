package io.rollcall.backup.database;

import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.database.DatabaseSetup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The one transaction that brings tables to another state. It is READ COMMITTED, as the guards of references demand;
 * until it commits, readers see what was. At most one is open in a database.
 */
public final class Rebuild implements AutoCloseable {

    /** Any number that nobody else in this database uses; "rebuild" in ASCII. */
    private static final long LOCK = 0x72656275696C64L;

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String SETTINGS = "SET SESSION TIME ZONE 'UTC'; SET SESSION jit = off;"
            + " SET SESSION lock_timeout = '30s'; SET SESSION work_mem = '64MB'; SET SESSION temp_buffers = '64MB'";

    private final Connection connection;
    private final Tables tables;
    private final Map<Table, RebuiltTable> rebuilt = new LinkedHashMap<>();

    private Rebuild(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * Brings the database to what the schema files describe; the sink fills tables that were missing from their topics.
     *
     * @return the tables that were created
     * @throws RefusedJobException if a table cannot be changed as its schema file demands
     */
    public static Set<Table> setUp(DataSource database, Tables tables) throws SQLException, RefusedJobException {
        try {
            return new DatabaseSetup(tables, Optional.empty()).run(database);
        } catch (IllegalArgumentException e) {
            throw new RefusedJobException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Begins.
     *
     * @param tables all there are
     * @param wanted those to be rebuilt
     * @throws RefusedJobException if another one is open
     */
    public static Rebuild begin(DataSource database, Tables tables, List<Table> wanted)
            throws SQLException, RefusedJobException {
        setUp(database, tables);
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new RefusedJobException("another restore or replay is at work in this database");
                }
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            Rebuild rebuild = new Rebuild(connection, tables);
            for (Table table : tables) {
                if (wanted.contains(table)) {
                    rebuild.rebuilt.put(table, RebuiltTable.create(connection, table, rebuild.rebuilt.size()));
                }
            }
            return rebuild;
        } catch (SQLException | RefusedJobException e) {
            connection.close();
            throw e;
        }
    }

    /** What a table is to become; to be filled. */
    public RebuiltTable of(Table table) {
        return Optional.ofNullable(rebuilt.get(table)).orElseThrow();
    }

    /**
     * Takes out of a table the rows that refer to something that is not there, once it and those that it refers to have
     * been filled; how many. The sink has made them dead letters, or would.
     */
    public long leaveOut(Table table) throws SQLException {
        of(table).filled();
        return of(table).leaveOut(tables, rebuilt);
    }

    /** How a table would change, deletions included, once it has been filled. */
    public Difference difference(Table table) throws SQLException {
        of(table).filled();
        return of(table).difference();
    }

    /**
     * Brings the tables to what was filled in, within the transaction.
     *
     * @param deleting whether rows go that were not filled in
     * @throws RefusedJobException if rows would refer to what is not there
     */
    public Map<Table, Changes> apply(boolean deleting) throws SQLException, RefusedJobException {
        Map<Table, Changes> changes = new LinkedHashMap<>();
        for (RebuiltTable table : rebuilt.values()) {
            table.filled();
            Optional<String> dangling = table.dangling(tables);
            if (dangling.isPresent()) {
                throw new RefusedJobException(dangling.get());
            }
            if (deleting) {
                table.noteGone();
            }
            changes.put(table.table(), table.upsert());
        }
        if (deleting) {
            for (RebuiltTable table : new ArrayList<>(rebuilt.values()).reversed()) {
                changes.merge(table.table(), deleteGone(table), Changes::plus);
            }
        }
        return changes;
    }

    private static Changes deleteGone(RebuiltTable table) throws SQLException, RefusedJobException {
        try {
            return table.deleteGone();
        } catch (SQLException e) {
            if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw new RefusedJobException(
                        "rows of " + table.table().name() + " would go that others refer to; rebuild those too", e);
            }
            throw e;
        }
    }

    /** Takes the rows that tables get and the keys that they lose. */
    public interface Recipient {
        void row(Table table, byte[] bytes, int length) throws Exception;

        void gone(Table table, long key) throws Exception;
    }

    /** Tells all rows, each table after those it refers to, and then all keys that are gone, the other way round. */
    public void tell(Recipient recipient, boolean deleting) throws Exception {
        for (RebuiltTable table : rebuilt.values()) {
            table.read((bytes, length) -> recipient.row(table.table(), bytes, length));
        }
        if (deleting) {
            tellGone(recipient);
        }
    }

    /** Tells all keys that are gone, each table before those it refers to. */
    public void tellGone(Recipient recipient) throws Exception {
        for (RebuiltTable table : new ArrayList<>(rebuilt.values()).reversed()) {
            table.gone(key -> recipient.gone(table.table(), key));
        }
    }

    /** Makes it so, and lets the sink go on. */
    public void commit(UUID hold) throws SQLException {
        Holds.release(connection, hold);
        connection.commit();
    }

    /** Undoes what was not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
