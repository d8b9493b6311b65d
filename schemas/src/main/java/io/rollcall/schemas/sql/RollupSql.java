package io.rollcall.schemas.sql;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Rollup;
import io.rollcall.schemas.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statements of a rollup: a table of counts per UTC year, quarter and the rollup's columns, in shards, one a writer, so
 * that writers never wait for each other. The count is the sum over the shards; a single shard's may be negative.
 */
public final class RollupSql {

    private final Table table;
    private final Rollup rollup;
    private final String name;

    public RollupSql(Table table, Rollup rollup) {
        this.table = table;
        this.rollup = rollup;
        this.name = Identifier.inRollcall(rollup.name());
        if (BookkeepingSql.TABLES.contains(rollup.name())) {
            throw new IllegalArgumentException("rollup " + rollup.name() + ": the sink has a table of that name");
        }
        if (byNames().stream().anyMatch(List.of("year", "quarter", "shard", "count")::contains)) {
            throw new IllegalArgumentException("rollup " + rollup.name() + ": a column may not be named like its own");
        }
    }

    /** What the rollup counts; kept as the table's comment, so that a change of it is seen. */
    public String description() {
        return "rows of " + table.name() + " by quarter of " + rollup.instant().name() + ", " + byNames();
    }

    /** Takes the description down in the database. */
    public String describe() {
        return "COMMENT ON TABLE " + name + " IS '" + description() + "'";
    }

    /** Creates the rollup's table; room is left in its pages since its rows are updated over and over. */
    public String create() {
        String by = byNames().stream()
                .map(column -> Identifier.quoted(column) + " bigint NOT NULL, ")
                .collect(Collectors.joining());
        return "CREATE TABLE " + name + " (year int NOT NULL, quarter int NOT NULL, " + by
                + "shard int NOT NULL, count bigint NOT NULL, PRIMARY KEY (year, quarter, " + byList()
                + "shard)) WITH (fillfactor = 50)";
    }

    /** Counts the table's rows anew, into shard 0. The rollup's table must be empty and nobody else be writing. */
    public String recount() {
        return "INSERT INTO " + name + " (year, quarter, " + byList() + "shard, count) SELECT "
                + period(Identifier.quoted(rollup.instant().name()), "", "") + ", " + byList() + "0, count(*) FROM "
                + Identifier.inPublic(table.name()) + " GROUP BY " + positions();
    }

    /** Counts nothing any more; whoever reads sees the old counts until the transaction ends. */
    public String empty() {
        return "DELETE FROM " + name;
    }

    /** Removes the rollup's table, if it is there, to be created anew. */
    public String drop() {
        return "DROP TABLE IF EXISTS " + name;
    }

    /** Keeps writers of the table away until the transaction ends. */
    public String lockTable() {
        return "LOCK TABLE " + Identifier.inPublic(table.name()) + " IN SHARE ROW EXCLUSIVE MODE";
    }

    /** Parameters: the shard; arrays of years, quarters and the rollup's columns, in parallel; the array of counts. */
    String add() {
        String columns = "year, quarter, " + byList() + "count";
        return mergeFrom("SELECT " + columns + ", ?::int AS shard FROM unnest(?::int[], ?::int[]"
                + ", ?::bigint[]".repeat(rollup.by().size() + 1) + ") AS cell (" + columns + ")");
    }

    /** What a changing statement has to return for {@link #difference()}: the counted columns before and after. */
    String returned() {
        return counted("old") + counted("new");
    }

    private String counted(String side) {
        return ", " + side + "." + Identifier.quoted(rollup.instant().name()) + " AS " + side + "_at"
                + numbered(i ->
                        ", " + side + "." + Identifier.quoted(rollup.by().get(i).name()) + " AS " + side + "_" + i);
    }

    /** The part of a changing statement that adds what its rows count after and takes off what they counted before. */
    String difference() {
        return ", sides AS (SELECT new_at AS at" + numbered(i -> ", new_" + i + " AS by_" + i)
                + ", 1 AS n FROM changed WHERE new_key IS NOT NULL UNION ALL SELECT old_at"
                + numbered(i -> ", old_" + i)
                + ", -1 FROM changed WHERE old_key IS NOT NULL), counted AS ("
                + mergeFrom("SELECT " + period("at", " AS year", " AS quarter") + named()
                        + ", ?::int AS shard, sum(n) AS count" + " FROM sides GROUP BY " + positions()
                        + " HAVING sum(n) <> 0")
                + ")";
    }

    private String named() {
        return numbered(i -> ", by_" + i + " AS " + Identifier.quoted(byNames().get(i)));
    }

    /**
     * Two writers of one shard, as there may be for a moment after a rebalance, may both insert a cell: one must retry.
     */
    private String mergeFrom(String cells) {
        String columns = "year, quarter, " + byList() + "shard, count";
        String values = "added.year, added.quarter, "
                + byNames().stream()
                        .map(column -> "added." + Identifier.quoted(column) + ", ")
                        .collect(Collectors.joining())
                + "added.shard, added.count";
        String match = byNames().stream()
                .map(Identifier::quoted)
                .map(column -> " AND kept." + column + " = added." + column)
                .collect(Collectors.joining());
        return "MERGE INTO " + name + " AS kept USING (" + cells + ") AS added ON kept.year = added.year"
                + " AND kept.quarter = added.quarter AND kept.shard = added.shard" + match
                + " WHEN MATCHED THEN UPDATE SET count = kept.count + added.count"
                + " WHEN NOT MATCHED THEN INSERT (" + columns + ") VALUES (" + values + ")";
    }

    private static String period(String instant, String asYear, String asQuarter) {
        String utc = "(" + instant + " AT TIME ZONE 'UTC')";
        return "date_part('year', " + utc + ")::int" + asYear + ", date_part('quarter', " + utc + ")::int" + asQuarter;
    }

    private String positions() {
        return IntStream.rangeClosed(1, rollup.by().size() + 2)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private String numbered(Function<Integer, String> text) {
        return IntStream.range(0, rollup.by().size()).boxed().map(text).collect(Collectors.joining());
    }

    private List<String> byNames() {
        return rollup.by().stream().map(Column::name).toList();
    }

    private String byList() {
        return byNames().stream()
                .map(column -> Identifier.quoted(column) + ", ")
                .collect(Collectors.joining());
    }
}
