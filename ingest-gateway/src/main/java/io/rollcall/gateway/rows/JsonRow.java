package io.rollcall.gateway.rows;

import io.rollcall.schemas.Table;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Fits a JSON object into a table's raw schema, and keeps the object beside it where something does not fit. */
final class JsonRow {

    private JsonRow() {}

    static RawRow of(Table table, Map<String, @Nullable Object> fields, long line) {
        GenericRecord value = new GenericData.Record(table.rawSchema());
        boolean fits = true;
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            fits &= put(value, field.getKey(), field.getValue());
        }
        return new RawRow(value, fits ? null : JsonText.write(fields), line);
    }

    private static boolean put(GenericRecord record, String name, @Nullable Object value) {
        Schema.Field field = record.getSchema().getField(name);
        if (field == null) {
            return false;
        }
        switch (value) {
            case null -> {
                return true;
            }
            case String text when isUnicode(text) -> record.put(field.pos(), text);
            case JsonNumber number -> {
                OptionalLong integer = number.asLong();
                if (integer.isEmpty()) {
                    return false;
                }
                record.put(field.pos(), integer.getAsLong());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether every surrogate has its other half. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
