package io.rollcall.schemas.sql;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements by which a table is brought to what another one holds, by the difference: what is new or changed is
 * put in place, and, if it is wished, what the other one lacks is deleted. The other one is temporary and ends with the
 * transaction; readers see the table as it was until then, and as it is to be afterwards.
 */
public final class RebuildSql {

    private final Table table;
    private final TableSql sql;
    private final String name;
    private final String rebuilt;
    private final String gone;

    /**
     * The rebuilding of a table.
     *
     * @param number tells the temporary tables of one transaction from each other
     */
    public RebuildSql(Table table, int number) {
        this.table = table;
        this.sql = new TableSql(table);
        this.name = Identifier.inPublic(table.name());
        this.rebuilt = "pg_temp." + Identifier.quoted("rebuilt_" + number);
        this.gone = "pg_temp." + Identifier.quoted("gone_" + number);
    }

    /** Creates the temporary table. */
    public String create() {
        String columns = table.columns().stream()
                .map(column ->
                        Identifier.quoted(column.name()) + " " + column.type().sqlType() + " NOT NULL, ")
                .collect(Collectors.joining());
        return "CREATE TEMPORARY TABLE " + rebuilt.substring("pg_temp.".length()) + " (" + columns + "PRIMARY KEY ("
                + key() + ")) ON COMMIT DROP";
    }

    /** Copies rows into the temporary table; fails if one of the keys is already there. */
    public String copyIn() {
        return "COPY " + rebuilt + " (" + columns() + ") FROM STDIN (FORMAT binary)";
    }

    /** Puts the rows of the session's staging table into the temporary one; the last of a key wins. */
    public String take() {
        return "INSERT INTO " + rebuilt + " AS kept (" + columns() + ") SELECT " + columns() + " FROM " + sql.staging()
                + " ON CONFLICT (" + key() + ") " + sql.onConflict();
    }

    /** Empties the session's staging table. */
    public String emptyStaging() {
        return "TRUNCATE " + sql.staging();
    }

    /** Takes rows out again. Parameter: their keys, {@code bigint[]}. */
    public String forget() {
        return "DELETE FROM " + rebuilt + " WHERE " + key() + " = ANY (?)";
    }

    /** Lets the planner know how many rows there are. */
    public String analyze() {
        return "ANALYZE " + rebuilt;
    }

    /** Reads the rows of the temporary table. */
    public String copyOut() {
        return "COPY (SELECT " + columns() + " FROM " + rebuilt + ") TO STDOUT (FORMAT binary)";
    }

    /** Locks what the rows refer to, as the sink does: nobody can delete it until the transaction ends. */
    public String lockReferenced(Column column, Tables tables) {
        String referenced = column.references().orElseThrow();
        String key =
                Identifier.quoted(tables.named(referenced).orElseThrow().key().name());
        return "SELECT count(*) FROM (SELECT FROM " + Identifier.inPublic(referenced) + " WHERE " + key
                + " IN (SELECT " + Identifier.quoted(column.name()) + " FROM " + rebuilt + ") ORDER BY " + key
                + " FOR KEY SHARE) AS locked";
    }

    /** How many rows refer to something that is not there, and the least key of such: {@code count}, {@code least}. */
    public String dangling(Column column, Tables tables) {
        String referenced = column.references().orElseThrow();
        String key =
                Identifier.quoted(tables.named(referenced).orElseThrow().key().name());
        return "SELECT count(*) AS count, min(" + Identifier.quoted(column.name()) + ") AS least FROM " + rebuilt
                + " AS row WHERE NOT EXISTS (SELECT FROM " + Identifier.inPublic(referenced) + " AS other WHERE other."
                + key + " = row." + Identifier.quoted(column.name()) + ")";
    }

    /**
     * Takes out the rows that refer to something that is not there.
     *
     * @param referenced what the referenced table is to become; if it stays as it is, that counts
     */
    public String leaveOut(Column column, Tables tables, Optional<RebuildSql> referenced) {
        String other = column.references().orElseThrow();
        String otherKey =
                Identifier.quoted(tables.named(other).orElseThrow().key().name());
        return "DELETE FROM " + rebuilt + " AS row WHERE NOT EXISTS (SELECT FROM "
                + referenced.map(fresh -> fresh.rebuilt).orElseGet(() -> Identifier.inPublic(other))
                + " AS other WHERE other." + otherKey + " = row." + Identifier.quoted(column.name()) + ")";
    }

    /** How the table differs from the temporary one: {@code added}, {@code changed}, {@code deleted}. */
    public String difference() {
        String differs = table.columns().stream()
                .filter(column -> !column.equals(table.key()))
                .map(column -> Identifier.quoted(column.name()))
                .map(column -> "kept." + column + " IS DISTINCT FROM fresh." + column)
                .collect(Collectors.joining(" OR ", "(", ")"));
        return "SELECT count(*) FILTER (WHERE kept." + key() + " IS NULL) AS added, count(*) FILTER (WHERE kept."
                + key()
                + " IS NOT NULL AND fresh." + key() + " IS NOT NULL AND " + (differs.equals("()") ? "false" : differs)
                + ") AS changed, count(*) FILTER (WHERE fresh." + key() + " IS NULL) AS deleted FROM " + name
                + " AS kept FULL JOIN " + rebuilt + " AS fresh ON kept." + key() + " = fresh." + key();
    }

    /** Puts what is new or changed in place. Parameter: the rollup's shard, if there is one. */
    public String upsert() {
        return sql.changing("INSERT INTO " + name + " AS kept (" + columns() + ") SELECT " + columns() + " FROM "
                + rebuilt + " ON CONFLICT (" + key() + ") " + sql.onConflict());
    }

    /** Notes the keys that the temporary table lacks. */
    public String createGone() {
        return "CREATE TEMPORARY TABLE " + gone.substring("pg_temp.".length()) + " ON COMMIT DROP AS SELECT " + key()
                + " FROM " + name + " AS kept WHERE NOT EXISTS (SELECT FROM " + rebuilt + " AS fresh WHERE fresh."
                + key() + " = kept." + key() + ")";
    }

    /** Reads the noted keys. */
    public String gone() {
        return "SELECT " + key() + " FROM " + gone;
    }

    /** Deletes the rows with the noted keys. Parameter: the rollup's shard, if there is one. */
    public String deleteGone() {
        return sql.changing("DELETE FROM " + name + " AS kept WHERE " + key() + " IN (" + gone() + ")");
    }

    private String key() {
        return Identifier.quoted(table.key().name());
    }

    private String columns() {
        return sql.columnList();
    }
}
