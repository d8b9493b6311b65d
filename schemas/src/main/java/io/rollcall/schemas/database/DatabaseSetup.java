package io.rollcall.schemas.database;

import io.rollcall.schemas.Rollup;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.BookkeepingSql;
import io.rollcall.schemas.sql.ExistingTable;
import io.rollcall.schemas.sql.ReferenceGuardSql;
import io.rollcall.schemas.sql.RollupSql;
import io.rollcall.schemas.sql.TableEvolution;
import io.rollcall.schemas.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings the database to what the schema files describe: all of it in one transaction, one instance at a time, so that
 * any number of instances may start at once. What is as it should be is not touched. A table that is created is to be
 * filled from the beginning of its topic, whether it is new or somebody has dropped the one before.
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
     * Creates and changes what differs. Tables that are created are filled by the sink, from the beginning of their
     * topics.
     *
     * @return the tables that were created
     * @throws IllegalArgumentException if a table cannot be changed as its schema file demands; nothing is changed then
     * @throws org.springframework.dao.DataAccessException if the database is away or refuses
     */
    public Set<Table> run(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            Catalogue catalogue = new Catalogue(JdbcClient.create(jdbc));
            bookkeeping(catalogue).forEach(jdbc::execute);
            Set<Table> created = records(catalogue, jdbc::execute);
            if (!created.isEmpty()) {
                jdbc.update(BookkeepingSql.readAgain(), (Object)
                        created.stream().map(Table::validTopic).toArray(String[]::new));
            }
            connection.commit();
            return created;
        }
    }

    private Set<Table> records(Catalogue catalogue, Consumer<String> execute) {
        Set<Table> created = new HashSet<>();
        for (Table table : tables) {
            Optional<ExistingTable> existing = catalogue.table(table.name());
            if (existing.isEmpty()) {
                created.add(table);
            }
            definition(table, existing, created).forEach(execute);
        }
        for (Table table : tables.referenced()) {
            guard(catalogue, table).forEach(execute);
        }
        for (Table table : tables) {
            table.rollup().ifPresent(rollup -> {
                RollupSql sql = new RollupSql(table, rollup);
                if (!isCounted(catalogue, table, rollup)) {
                    countAnew(sql).forEach(execute);
                } else if (created.contains(table)) {
                    execute.accept(sql.empty());
                }
            });
        }
        readerRole.ifPresent(role -> BookkeepingSql.grantReading(role).forEach(execute));
        return created;
    }

    private static List<String> bookkeeping(Catalogue catalogue) {
        List<String> missing = BookkeepingSql.TABLES.stream()
                .filter(table -> !catalogue.hasTable("rollcall", table))
                .toList();
        List<String> statements = new ArrayList<>();
        if (!missing.contains("offsets") && !catalogue.hasColumn("rollcall", "offsets", BookkeepingSql.HELD_BY)) {
            statements.add(BookkeepingSql.addHeldBy());
        }
        if (!missing.isEmpty()) {
            statements.addAll(BookkeepingSql.create(missing));
        }
        return statements;
    }

    private List<String> definition(Table table, Optional<ExistingTable> existing, Set<Table> created) {
        return existing.map(there -> new TableEvolution(table, tables, there, created).statements())
                .orElseGet(() -> List.of(new TableSql(table).create()));
    }

    private List<String> guard(Catalogue catalogue, Table table) {
        ReferenceGuardSql guard = new ReferenceGuardSql(table, tables);
        return catalogue.hasTrigger(table.name(), ReferenceGuardSql.DELETE_TRIGGER)
                ? List.of(guard.function())
                : List.of(guard.function(), guard.deleteTrigger(), guard.updateTrigger());
    }

    private static boolean isCounted(Catalogue catalogue, Table table, Rollup rollup) {
        return catalogue.comment(rollup.name()).equals(Optional.of(new RollupSql(table, rollup).description()));
    }

    /** A rollup that is new, or counts something else than it did, is counted from the rows that are there. */
    private static List<String> countAnew(RollupSql rollup) {
        return List.of(rollup.lockTable(), rollup.drop(), rollup.create(), rollup.describe(), rollup.recount());
    }
}
