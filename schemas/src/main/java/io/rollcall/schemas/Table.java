package io.rollcall.schemas;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * A table: its columns with their rules, its key, and all that is derived from them.
 *
 * @param name the table's name, in PostgreSQL, in topics and in URLs
 * @param columns in the order of the schema file, which is that of a CSV file without a header row
 * @param key the column that identifies a record
 * @param strictSchema the Avro schema of a valid record
 * @param rawSchema the lenient Avro schema of a raw record: every field null, a long or a string
 * @param rollup the counts kept of this table, if any
 */
public record Table(
        String name, List<Column> columns, Column key, Schema strictSchema, Schema rawSchema, Optional<Rollup> rollup) {

    public Table {
        columns = List.copyOf(columns);
        if (key.type() != ColumnType.INTEGER) {
            throw new IllegalArgumentException("table " + name + ": the key must be an integer");
        }
    }

    /**
     * The table that a schema file describes, whatever others there are.
     *
     * @throws IllegalArgumentException if the file is wrong; names table and field
     */
    public static Table parse(String schemaFile) {
        return TableFile.parse(schemaFile);
    }

    /** The topic of raw records: {@code raw.<table>}. */
    public String rawTopic() {
        return Topics.RAW_PREFIX + name;
    }

    /** The topic of valid records: {@code valid.<table>}. */
    public String validTopic() {
        return Topics.VALID_PREFIX + name;
    }

    /** The columns that must name a record of another table. */
    public List<Column> references() {
        return columns.stream()
                .filter(column -> column.references().isPresent())
                .toList();
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The tables that this one refers to. */
    public Set<String> referencedTables() {
        return references().stream()
                .map(column -> column.references().orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The column of that name. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** Of the name alone, which is unique: tables are looked up for every row. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
