package io.rollcall.schemas.sql;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.ExistingTable.ExistingColumn;
import io.rollcall.schemas.sql.ExistingTable.Reference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Brings an existing table to a newer description, by Avro's rules for reading old records with a new schema: a field
 * may be added if it has a default, which old rows then take; a field may go, and its column stays with what it holds
 * but need no longer be filled. Types and the key do not change.
 */
public final class TableEvolution {

    private final Table table;
    private final Tables tables;
    private final ExistingTable existing;
    private final Set<Table> created;

    /**
     * The way of a table to its description.
     *
     * @param table as described now
     * @param tables all descriptions
     * @param existing as it is
     * @param created the tables that were not there and have just been created
     */
    public TableEvolution(Table table, Tables tables, ExistingTable existing, Set<Table> created) {
        this.table = table;
        this.tables = tables;
        this.existing = existing;
        this.created = Set.copyOf(created);
    }

    /**
     * The statements to run, in order; none if the table is as described.
     *
     * @throws IllegalArgumentException if the table cannot be brought there; names table and column and says why
     */
    public List<String> statements() {
        if (!existing.key().equals(List.of(table.key().name()))) {
            throw refused("the key is " + existing.key() + " in the database and "
                    + table.key().name() + " in the schema file; a key does not change");
        }
        List<String> statements = new ArrayList<>();
        table.columns().forEach(column -> present(column).ifPresent(statements::add));
        existing.columns().entrySet().stream()
                .filter(there -> table.column(there.getKey()).isEmpty()
                        && there.getValue().notNull())
                .map(there -> alter("ALTER COLUMN " + Identifier.quoted(there.getKey()) + " DROP NOT NULL"))
                .sorted()
                .forEach(statements::add);
        statements.addAll(references());
        return statements;
    }

    private Optional<String> present(Column column) {
        ExistingColumn there = existing.columns().get(column.name());
        String name = Identifier.quoted(column.name());
        if (there == null) {
            return Optional.of(alter(
                    "ADD COLUMN " + name + " " + column.type().sqlType() + " NOT NULL DEFAULT " + defaultOf(column)));
        }
        if (!there.sqlType().equals(catalogType(column))) {
            throw refused("column " + column.name() + " is " + there.sqlType() + " in the database and "
                    + catalogType(column) + " in the schema file; a type does not change");
        }
        if (there.notNull()) {
            return Optional.empty();
        }
        // A column that had gone and is back: rows of the time between take its default.
        return Optional.of("UPDATE " + Identifier.inPublic(table.name()) + " SET " + name + " = " + defaultOf(column)
                + " WHERE " + name + " IS NULL; " + alter("ALTER COLUMN " + name + " SET NOT NULL"));
    }

    private List<String> references() {
        List<String> statements = new ArrayList<>();
        for (Reference there : existing.references()) {
            if (table.references().stream().noneMatch(column -> matches(column, there))) {
                statements.add(alter("DROP CONSTRAINT " + quotedConstraint(there.constraint())));
            }
        }
        for (Column column : table.references()) {
            if (existing.references().stream().noneMatch(there -> matches(column, there))) {
                if (!isBack(column)) {
                    statements.add(requireReferences(column));
                }
                statements.add(alter("ADD " + TableSql.foreignKey(column)));
            }
        }
        return statements;
    }

    /**
     * Whether the column had this rule before somebody dropped the table referred to, which has just been created
     * again.
     */
    private boolean isBack(Column column) {
        return existing.columns().containsKey(column.name())
                && created.stream()
                        .anyMatch(
                                known -> known.name().equals(column.references().orElseThrow()));
    }

    private static boolean matches(Column column, Reference there) {
        return column.name().equals(there.column())
                && column.references().orElseThrow().equals(there.table());
    }

    /**
     * Rows that are there already must meet a rule that is new, since the constraint itself is not enforced.
     */
    private String requireReferences(Column column) {
        Table referenced = tables.named(column.references().orElseThrow()).orElseThrow();
        return """
                DO $check$ BEGIN
                    LOCK TABLE %1$s, %2$s IN SHARE MODE;
                    IF EXISTS (SELECT FROM %1$s AS referrer WHERE NOT EXISTS (
                            SELECT FROM %2$s AS referred WHERE referred.%4$s = referrer.%3$s)) THEN
                        RAISE EXCEPTION 'table %5$s cannot refer to %6$s: some of its rows name none that is there';
                    END IF;
                END $check$""".formatted(
                        Identifier.inPublic(table.name()),
                        Identifier.inPublic(referenced.name()),
                        Identifier.quoted(column.name()),
                        Identifier.quoted(referenced.key().name()),
                        table.name(),
                        referenced.name());
    }

    private String defaultOf(Column column) {
        Schema.Field field = table.strictSchema().getField(column.name());
        if (!field.hasDefaultValue()) {
            throw refused("column " + column.name()
                    + " is new, and the schema file gives no default for the rows that are already there");
        }
        return switch (column.type()) {
            case INTEGER -> String.valueOf(longDefault(field));
            case TEXT -> textLiteral(String.valueOf(field.defaultVal()));
            case INSTANT -> "timestamptz '" + Instant.EPOCH.plus(longDefault(field), ChronoUnit.MICROS) + "'";
        };
    }

    private static long longDefault(Schema.Field field) {
        return ((Number) field.defaultVal()).longValue();
    }

    private String textLiteral(String text) {
        if (text.indexOf('\0') >= 0) {
            throw refused("a default contains the character U+0000, which PostgreSQL has no place for");
        }
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String catalogType(Column column) {
        return switch (column.type()) {
            case INTEGER -> "bigint";
            case TEXT -> "text";
            case INSTANT -> "timestamp with time zone";
        };
    }

    private String alter(String action) {
        return "ALTER TABLE " + Identifier.inPublic(table.name()) + " " + action;
    }

    /** Constraint names come from the catalogue, where anything goes. */
    private static String quotedConstraint(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("table " + table.name() + " cannot be changed as described: " + why);
    }
}
