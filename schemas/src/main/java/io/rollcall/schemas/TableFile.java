package io.rollcall.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a table from the text of its schema file. */
final class TableFile {

    /** Names go into SQL, topics and URLs; these need no quoting in any of them. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private TableFile() {}

    /**
     * Reads a table.
     *
     * @param json the text of the schema file
     * @throws IllegalArgumentException if the file is no Avro record schema or its rules contradict each other; the
     *     message names table and field
     */
    static Table parse(String json) {
        Schema schema = parseSchema(json);
        String name = checkedName("table", schema.getName());
        try {
            List<Column> columns = columns(schema);
            Column key = named(columns, text(schema, "key", "id"));
            return new Table(name, columns, key, schema, rawSchema(schema), rollup(schema, columns));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("table " + name + ": " + e.getMessage(), e);
        }
    }

    private static Schema parseSchema(String json) {
        try {
            Schema schema = new Schema.Parser().parse(json);
            if (schema.getType() != Schema.Type.RECORD) {
                throw new IllegalArgumentException("a table is described by a record schema, not " + schema.getType());
            }
            return schema;
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("not an Avro schema: " + e.getMessage(), e);
        }
    }

    private static List<Column> columns(Schema schema) {
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            columns.add(new Column(
                    checkedName("field", field.name()),
                    field.pos(),
                    ColumnType.of(field),
                    number(field, "minimum"),
                    length(field),
                    Optional.ofNullable(optionalText(field, "references"))));
        }
        return columns;
    }

    private static OptionalInt length(Schema.Field field) {
        OptionalLong length = number(field, "maxLength");
        return length.isPresent() ? OptionalInt.of(Math.toIntExact(length.getAsLong())) : OptionalInt.empty();
    }

    /** Of the same name as the strict schema: registries compare names, and producers may register a stricter one. */
    private static Schema rawSchema(Schema strict) {
        Schema value = Schema.createUnion(
                Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG), Schema.create(Schema.Type.STRING));
        List<Schema.Field> fields = strict.getFields().stream()
                .map(field -> new Schema.Field(field.name(), value, field.doc(), Schema.Field.NULL_DEFAULT_VALUE))
                .toList();
        return Schema.createRecord(
                strict.getName(), strict.getDoc(), strict.getNamespace(), /* isError= */ false, fields);
    }

    private static Optional<Rollup> rollup(Schema schema, List<Column> columns) {
        if (!(schema.getObjectProp("rollup") instanceof Map<?, ?> rollup)) {
            return Optional.empty();
        }
        if (!(rollup.get("by") instanceof List<?> by)) {
            throw new IllegalArgumentException("rollup: by must be a list of columns");
        }
        return Optional.of(new Rollup(
                checkedName("rollup", String.valueOf(rollup.get("name"))),
                named(columns, String.valueOf(rollup.get("instant"))),
                by.stream()
                        .map(column -> named(columns, String.valueOf(column)))
                        .toList()));
    }

    private static Column named(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no field " + name));
    }

    private static String text(JsonProperties properties, String property, String fallback) {
        String text = optionalText(properties, property);
        return text == null ? fallback : text;
    }

    private static @Nullable String optionalText(JsonProperties properties, String property) {
        return switch (properties.getObjectProp(property)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw new IllegalArgumentException(property + " must be a text, not " + other);
        };
    }

    private static OptionalLong number(Schema.Field field, String property) {
        return switch (field.getObjectProp(property)) {
            case null -> OptionalLong.empty();
            case Integer number -> OptionalLong.of(number);
            case Long number -> OptionalLong.of(number);
            case Object other ->
                throw new IllegalArgumentException(
                        "field " + field.name() + ": " + property + " must be an integer, not " + other);
        };
    }

    private static String checkedName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " " + name + ": a name is lower-case letters, digits and _, at most 63");
        }
        return name;
    }
}
