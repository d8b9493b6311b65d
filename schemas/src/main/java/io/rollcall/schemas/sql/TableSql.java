package io.rollcall.schemas.sql;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements by which the sink keeps a table. Each of those that change rows answers with one row of three counts:
 * {@code inserted}, {@code updated}, {@code deleted}; what is already so is left alone and not counted. Where the table
 * has a rollup, the same statement brings that up to date.
 */
public final class TableSql {

    private final Table table;
    private final String name;
    private final String staging;
    private final Optional<RollupSql> rollup;

    public TableSql(Table table) {
        this.table = table;
        this.name = Identifier.inPublic(table.name());
        this.staging = "pg_temp." + Identifier.quoted(table.name());
        this.rollup = table.rollup().map(kept -> new RollupSql(table, kept));
    }

    /** Whether {@link #upsert()} and {@link #delete()} take the rollup's shard as their last parameter. */
    public boolean hasRollup() {
        return rollup.isPresent();
    }

    /** Creates the table. References are declared for tools to see; the sink is who guarantees them. */
    public String create() {
        String columns = table.columns().stream()
                .map(column ->
                        Identifier.quoted(column.name()) + " " + column.type().sqlType() + " NOT NULL")
                .collect(Collectors.joining(", "));
        String references = table.references().stream()
                .map(column -> ", " + foreignKey(column))
                .collect(Collectors.joining());
        return "CREATE TABLE " + name + " (" + columns + ", PRIMARY KEY (" + key() + ")" + references + ")";
    }

    static String foreignKey(Column column) {
        // The key of every table is its column of that role; PostgreSQL takes the primary key where none is named.
        return "FOREIGN KEY (" + Identifier.quoted(column.name()) + ") REFERENCES "
                + Identifier.inPublic(column.references().orElseThrow()) + " NOT ENFORCED";
    }

    /** Creates the session's staging table, which empties itself at every commit. */
    public String createStaging() {
        String columns = table.columns().stream()
                .map(column ->
                        Identifier.quoted(column.name()) + " " + column.type().sqlType())
                .collect(Collectors.joining(", "));
        return "CREATE TEMPORARY TABLE IF NOT EXISTS " + Identifier.quoted(table.name()) + " (" + columns
                + ") ON COMMIT DELETE ROWS";
    }

    String staging() {
        return staging;
    }

    /** The table, as it is called in SQL. */
    public String name() {
        return name;
    }

    /** Reads a table's rows, columns in the order of the schema file. */
    public String copyOut() {
        return "COPY " + name + " (" + columnList() + ") TO STDOUT (FORMAT binary)";
    }

    /** Copies rows into the staging table; columns in the order of the schema file. */
    public String copyToStaging() {
        return "COPY " + staging + " (" + columnList() + ") FROM STDIN (FORMAT binary)";
    }

    /** Copies rows straight into the table; fails if one of the keys is already there. */
    public String copyToTable() {
        return "COPY " + name + " (" + columnList() + ") FROM STDIN (FORMAT binary)";
    }

    /** Puts the staged rows into the table. Parameter: the rollup's shard, if there is one. */
    public String upsert() {
        return changing("INSERT INTO " + name + " AS kept (" + columnList() + ") SELECT " + columnList() + " FROM "
                + staging + " ON CONFLICT (" + key() + ") " + onConflict());
    }

    /**
     * Deletes the rows with given keys. Parameters: the keys, {@code bigint[]}; the rollup's shard, if there is one.
     */
    public String delete() {
        return changing("DELETE FROM " + name + " AS kept WHERE " + key() + " = ANY (?)");
    }

    /**
     * Which of given keys are there, and keeps them there until the transaction ends. Parameter: the keys, {@code
     * bigint[]}. The order of the locks is that of the keys, so that transactions do not wait for each other in a
     * circle.
     */
    public String lockKeys() {
        return "SELECT " + key() + " FROM " + name + " WHERE " + key() + " = ANY (?) ORDER BY 1 FOR KEY SHARE";
    }

    /** Adds to the rollup what rows copied straight into the table are worth; absent if there is no rollup. */
    public Optional<String> addToRollup() {
        return rollup.map(RollupSql::add);
    }

    String onConflict() {
        List<String> others = table.columns().stream()
                .filter(column -> !column.equals(table.key()))
                .map(column -> Identifier.quoted(column.name()))
                .toList();
        if (others.isEmpty()) {
            return "DO NOTHING";
        }
        String assignments =
                others.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
        String difference = others.stream()
                .map(column -> "kept." + column + " IS DISTINCT FROM excluded." + column)
                .collect(Collectors.joining(" OR "));
        return "DO UPDATE SET " + assignments + " WHERE " + difference;
    }

    String changing(String statement) {
        String sides = "old." + key() + " AS old_key, new." + key() + " AS new_key";
        return "WITH changed AS (" + statement + " RETURNING " + sides
                + rollup.map(RollupSql::returned).orElse("") + ")"
                + rollup.map(RollupSql::difference).orElse("")
                + " SELECT count(*) FILTER (WHERE old_key IS NULL) AS inserted,"
                + " count(*) FILTER (WHERE old_key IS NOT NULL AND new_key IS NOT NULL) AS updated,"
                + " count(*) FILTER (WHERE new_key IS NULL) AS deleted FROM changed";
    }

    private String key() {
        return Identifier.quoted(table.key().name());
    }

    String columnList() {
        return table.columnNames().stream().map(Identifier::quoted).collect(Collectors.joining(", "));
    }
}
