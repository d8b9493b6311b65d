package io.rollcall.schemas.database;

import io.rollcall.schemas.sql.ExistingTable;
import io.rollcall.schemas.sql.ExistingTable.ExistingColumn;
import io.rollcall.schemas.sql.ExistingTable.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What there is in the database, from PostgreSQL's system catalogue. */
final class Catalogue {

    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean hasTable(String schema, String name) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = ? AND tablename = ?)")
                .params(schema, name)
                .query(Boolean.class)
                .single();
    }

    /** Whether a table has a column; it does not if there is no such table. */
    boolean hasColumn(String schema, String table, String column) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = to_regclass(format('%I.%I', ?::text, ?::text)) AND attname = ? AND NOT attisdropped)""").params(schema, table, column).query(Boolean.class).single();
    }

    /** A table of records; empty if there is none of that name. */
    Optional<ExistingTable> table(String name) {
        return hasTable("public", name)
                ? Optional.of(new ExistingTable(columns(name), key(name), new HashSet<>(references(name))))
                : Optional.empty();
    }

    private Map<String, ExistingColumn> columns(String table) {
        Map<String, ExistingColumn> columns = new HashMap<>();
        jdbc.sql("""
                SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
                WHERE attrelid = format('public.%I', ?::text)::regclass AND attnum > 0 AND NOT attisdropped""").param(table).query(row -> {
            columns.put(row.getString(1), new ExistingColumn(row.getString(2), row.getBoolean(3)));
        });
        return columns;
    }

    private List<String> key(String table) {
        return jdbc.sql("""
                SELECT attname FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS part (attnum, place)
                JOIN pg_attribute USING (attnum)
                WHERE conrelid = format('public.%I', ?::text)::regclass AND contype = 'p' AND attrelid = conrelid
                ORDER BY place""")
                .param(table)
                .query((row, number) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private List<Reference> references(String table) {
        return jdbc.sql("""
                SELECT conname, attname, relname FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                JOIN pg_class ON pg_class.oid = confrelid
                WHERE conrelid = format('public.%I', ?::text)::regclass AND contype = 'f'
                    AND array_length(conkey, 1) = 1""")
                .param(table)
                .query((row, number) -> new Reference(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    boolean hasTrigger(String table, String trigger) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM pg_trigger
                WHERE tgrelid = format('public.%I', ?::text)::regclass AND tgname = ?)""").params(table, trigger).query(Boolean.class).single();
    }

    /** The comment on a table of the sink's own; empty if there is no such table or it has none. */
    Optional<String> comment(String name) {
        return jdbc.sql("SELECT obj_description(to_regclass(format('rollcall.%I', ?::text)), 'pg_class')")
                .param(name)
                .query(String.class)
                .optional();
    }
}
