package io.rollcall.schemas;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A column with its rules, as the field's properties in the schema file give them.
 *
 * @param name the field's and the column's name
 * @param position the column's place in the schema and in a CSV file without a header row, from 0
 * @param type what it holds
 * @param minimum the least integer allowed (property {@code minimum})
 * @param maxLength the most characters (Unicode code points) allowed (property {@code maxLength})
 * @param references the table whose key the value must be (property {@code references})
 */
public record Column(
        String name,
        int position,
        ColumnType type,
        OptionalLong minimum,
        OptionalInt maxLength,
        Optional<String> references) {

    public Column {
        if (minimum.isPresent() && type != ColumnType.INTEGER) {
            throw new IllegalArgumentException("field " + name + ": minimum is for integers only");
        }
        if (maxLength.isPresent() && type != ColumnType.TEXT) {
            throw new IllegalArgumentException("field " + name + ": maxLength is for text only");
        }
        if (references.isPresent() && type != ColumnType.INTEGER) {
            throw new IllegalArgumentException("field " + name + ": only an integer can reference a table");
        }
    }
}
