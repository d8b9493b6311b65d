package io.rollcall.schemas.rules;

import io.rollcall.schemas.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows of one table from Avro records of any schema. How each schema's fields meet the columns is worked out
 * once. For one thread.
 */
public final class AvroRows {

    private static final char REPLACEMENT = '\uFFFD';

    private final Table table;
    private final IdentityHashMap<Schema, WriterFields> known = new IdentityHashMap<>();

    public AvroRows(Table table) {
        this.table = table;
    }

    /** The row that a record holds. */
    public SentRow.Fields row(GenericRecord value) {
        WriterFields fields = known.get(value.getSchema());
        if (fields == null) {
            fields = WriterFields.of(value.getSchema(), table);
            known.put(value.getSchema(), fields);
        }
        Sent[] columns = new Sent[fields.columns().length];
        for (int i = 0; i < columns.length; i++) {
            WriterFields.Field field = fields.columns()[i];
            columns[i] = field == null ? Sent.Nothing.ABSENT : sent(value.get(field.position()), field.unit());
        }
        return new SentRow.Fields(Arrays.asList(columns), unknown(value, fields));
    }

    private static List<SentRow.UnknownField> unknown(GenericRecord value, WriterFields fields) {
        if (fields.unknown().isEmpty()) {
            return List.of();
        }
        List<SentRow.UnknownField> unknown = new ArrayList<>();
        for (Schema.Field field : fields.unknown()) {
            unknown.add(new SentRow.UnknownField(field.name(), sent(value.get(field.pos()), null)));
        }
        return unknown;
    }

    private static Sent sent(@Nullable Object value, @Nullable TimeUnit unit) {
        return switch (value) {
            case null -> Sent.Nothing.NULL;
            case Utf8 text -> text(text);
            case CharSequence text -> new Sent.Text(text.toString());
            case Long number -> unit == null ? new Sent.Whole(number) : new Sent.Moment(number, unit);
            case Integer number -> new Sent.Whole(number);
            case Double number -> new Sent.Fraction(number);
            case Float number -> new Sent.Fraction(number);
            case Boolean truth -> new Sent.Truth(truth);
            case GenericEnumSymbol<?> symbol -> new Sent.Text(symbol.toString());
            case Object other -> new Sent.Structure(AvroJson.of(other));
        };
    }

    /** Decoding replaces wrong bytes in silence; a replacement character is either one of those or was sent as such. */
    private static Sent text(Utf8 utf8) {
        String text = utf8.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return new Sent.Text(text);
        }
        byte[] sent = Arrays.copyOf(utf8.getBytes(), utf8.getByteLength());
        return Arrays.equals(sent, text.getBytes(StandardCharsets.UTF_8))
                ? new Sent.Text(text)
                : new Sent.Garbled(text);
    }
}
