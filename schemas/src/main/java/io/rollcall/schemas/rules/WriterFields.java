package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.ColumnType;
import io.rollcall.schemas.Table;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How the fields of a writer's schema meet the columns of a table. */
@SuppressWarnings("ArrayRecordComponent") // read for every record, shared with nobody
record WriterFields(@Nullable Field[] columns, List<Schema.Field> unknown) {

    /**
     * The field that a column is read from.
     *
     * @param unit what its numbers count since 1970, if they are moments
     */
    record Field(int position, @Nullable TimeUnit unit) {}

    static WriterFields of(Schema writer, Table table) {
        @Nullable Field[] columns = new Field[table.columns().size()];
        for (Column column : table.columns()) {
            Schema.Field field = writer.getField(column.name());
            if (field != null) {
                TimeUnit unit = column.type() == ColumnType.INSTANT ? unit(field.schema()) : null;
                columns[column.position()] = new Field(field.pos(), unit);
            }
        }
        List<Schema.Field> unknown = writer.getFields().stream()
                .filter(field -> table.column(field.name()).isEmpty())
                .toList();
        return new WriterFields(columns, unknown);
    }

    private static @Nullable TimeUnit unit(Schema schema) {
        if (schema.isUnion()) {
            return schema.getTypes().stream()
                    .filter(branch -> branch.getType() == Schema.Type.LONG)
                    .findFirst()
                    .map(WriterFields::unit)
                    .orElse(null);
        }
        return switch (schema.getLogicalType()) {
            case LogicalTypes.TimestampMillis _ -> TimeUnit.MILLISECONDS;
            case LogicalTypes.TimestampMicros _ -> TimeUnit.MICROSECONDS;
            case LogicalTypes.TimestampNanos _ -> TimeUnit.NANOSECONDS;
            case null, default -> null;
        };
    }
}
