package io.rollcall.schemas;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The types that a column may have, each with its form in the strict Avro schema and in PostgreSQL. */
public enum ColumnType {
    /** A 64-bit integer: Avro {@code long}, PostgreSQL {@code bigint}. */
    INTEGER("bigint"),
    /** Text: Avro {@code string}, PostgreSQL {@code text}. */
    TEXT("text"),
    /** A moment in UTC: Avro {@code timestamp-micros}, PostgreSQL {@code timestamptz}. Microseconds since 1970. */
    INSTANT("timestamptz");

    private final String sqlType;

    ColumnType(String sqlType) {
        this.sqlType = sqlType;
    }

    /** The column's type in PostgreSQL. */
    public String sqlType() {
        return sqlType;
    }

    static ColumnType of(Schema.Field field) {
        Schema schema = field.schema();
        if (schema.getType() == Schema.Type.STRING && schema.getLogicalType() == null) {
            return TEXT;
        }
        if (schema.getType() == Schema.Type.LONG) {
            if (schema.getLogicalType() == null) {
                return INTEGER;
            }
            if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
                return INSTANT;
            }
        }
        throw new IllegalArgumentException("field " + field.name()
                + ": a column is a long, a string or a long with logicalType timestamp-micros, not " + schema);
    }
}
