package io.rollcall.schemas.rows;

import io.rollcall.schemas.Table;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Whether rows that were written with one schema can be read as those of a table: Avro's rules, and the units. */
public final class Resolution {

    private Resolution() {}

    /** Why they cannot, as the end of a sentence about the schema; empty if they can. */
    public static Optional<String> obstacle(Table table, Schema written) {
        if (written.getType() != Schema.Type.RECORD) {
            return Optional.of("is no record");
        }
        for (Schema.Field field : table.strictSchema().getFields()) {
            Schema.Field former = written.getField(field.name());
            // Avro's resolution would read milliseconds as microseconds without a word.
            if (former != null
                    && !Objects.equals(
                            former.schema().getLogicalType(), field.schema().getLogicalType())) {
                return Optional.of("has another logical type for the field " + field.name());
            }
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(table.strictSchema(), written);
        return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
                ? Optional.empty()
                : Optional.of("cannot be read as " + table.name() + ": "
                        + compatibility
                                .getResult()
                                .getIncompatibilities()
                                .getFirst()
                                .getMessage());
    }
}
