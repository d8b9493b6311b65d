package io.rollcall.schemas.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table as it is in the database.
 *
 * @param columns by name
 * @param key the columns of the primary key
 * @param references what its foreign keys say
 */
public record ExistingTable(Map<String, ExistingColumn> columns, List<String> key, Set<Reference> references) {

    public ExistingTable {
        columns = Map.copyOf(columns);
        key = List.copyOf(key);
        references = Set.copyOf(references);
    }

    /**
     * A column.
     *
     * @param sqlType its type as PostgreSQL writes it in {@code format_type}
     * @param notNull whether it must have a value
     */
    public record ExistingColumn(String sqlType, boolean notNull) {}

    /**
     * A foreign key of one column.
     *
     * @param constraint the constraint's name
     * @param column the column
     * @param table the table referred to
     */
    public record Reference(String constraint, String column, String table) {}
}
