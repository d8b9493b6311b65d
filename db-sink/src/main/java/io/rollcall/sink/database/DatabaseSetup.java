package io.rollcall.sink.database;

import io.rollcall.schemas.Rollup;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.BookkeepingSql;
import io.rollcall.schemas.sql.ReferenceGuardSql;
import io.rollcall.schemas.sql.RollupSql;
import io.rollcall.schemas.sql.TableEvolution;
import io.rollcall.schemas.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings the database to what the schema files describe: all of it in one transaction, one instance at a time, so that any
 * number of instances may start at once. What is as it should be is not touched.
 */
public final class DatabaseSetup {

    /** Any number that nobody else in this database uses; "rollcall" in ASCII. */
    private static final long LOCK = 0x726F6C6C63616C6CL;

    private final Tables tables;
    private final Optional<String> readerRole;

    /**
     * The setup of these tables.
     *
     * @param readerRole a role that may read everything, if there is one
     */
    public DatabaseSetup(Tables tables, Optional<String> readerRole) {
        this.tables = tables;
        this.readerRole = readerRole;
    }

    /**
     * Creates and changes what differs.
     *
     * @throws IllegalArgumentException if a table cannot be changed as its schema file demands; nothing is changed then
     * @throws org.springframework.dao.DataAccessException if the database is away or refuses
     */
    public void run(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            statements(new Catalogue(JdbcClient.create(jdbc)), jdbc::execute);
            connection.commit();
        }
    }

    private void statements(Catalogue catalogue, Consumer<String> execute) {
        if (!catalogue.hasTable("rollcall", "dead_letters")) {
            BookkeepingSql.create().forEach(execute);
        }
        for (Table table : tables) {
            definition(catalogue, table).forEach(execute);
        }
        for (Table table : tables.referenced()) {
            guard(catalogue, table).forEach(execute);
        }
        for (Table table : tables) {
            table.rollup().ifPresent(rollup -> rollup(catalogue, table, rollup).forEach(execute));
        }
        readerRole.ifPresent(role -> BookkeepingSql.grantReading(role).forEach(execute));
    }

    private List<String> definition(Catalogue catalogue, Table table) {
        return catalogue
                .table(table.name())
                .map(existing -> new TableEvolution(table, tables, existing).statements())
                .orElseGet(() -> List.of(new TableSql(table).create()));
    }

    private List<String> guard(Catalogue catalogue, Table table) {
        ReferenceGuardSql guard = new ReferenceGuardSql(table, tables);
        return catalogue.hasTrigger(table.name(), ReferenceGuardSql.DELETE_TRIGGER)
                ? List.of(guard.function())
                : List.of(guard.function(), guard.deleteTrigger(), guard.updateTrigger());
    }

    /** A rollup that is new, or counts something else than it did, is counted from the rows that are there. */
    private static List<String> rollup(Catalogue catalogue, Table table, Rollup rollup) {
        RollupSql sql = new RollupSql(table, rollup);
        return catalogue.comment(rollup.name()).equals(Optional.of(sql.description()))
                ? List.of()
                : List.of(sql.lockTable(), sql.drop(), sql.create(), sql.describe(), sql.recount());
    }
}
