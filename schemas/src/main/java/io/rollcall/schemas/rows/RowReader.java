package io.rollcall.schemas.rows;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.schemas.wire.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a valid topic. Those in the table's strict schema, which is nearly all, go to the batch as they
 * are; those written with another version of it are resolved first. For one thread.
 */
public final class RowReader {

    private static final int WIRE_HEADER = 5;

    private final Table table;
    private final SchemaRegistry registry;
    private final Map<Integer, Writer> writers = new HashMap<>();

    public RowReader(Table table, SchemaRegistry registry) {
        this.table = table;
        this.registry = registry;
    }

    /**
     * Adds a record to a batch.
     *
     * @param record its number in the batch
     * @param key the record's key; only a deletion is read from it
     * @param value the record's value; null is a deletion
     * @throws UnreadableRowException if it is no record of the table
     * @throws io.rollcall.schemas.wire.RegistryUnavailableException if its schema is not known yet and the registry is
     *     away
     */
    public void read(int record, byte @Nullable [] key, byte @Nullable [] value, RowBatch batch)
            throws UnreadableRowException {
        if (value == null) {
            batch.delete(record, keyOf(key));
            return;
        }
        if (value.length < WIRE_HEADER || value[0] != 0) {
            throw new UnreadableRowException("it is not in the Avro wire format");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        Writer writer = writers.get(id);
        if (writer == null) {
            writer = writer(id);
            writers.put(id, writer);
        }
        if (writer.strict()) {
            batch.add(record, value, WIRE_HEADER);
        } else {
            batch.add(record, resolved(writer.schema(), value), 0);
        }
    }

    private static long keyOf(byte @Nullable [] key) throws UnreadableRowException {
        try {
            return Long.parseLong(key == null ? "" : new String(key, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new UnreadableRowException("it is a deletion whose key is no integer");
        }
    }

    private Writer writer(int id) throws UnreadableRowException {
        Schema schema;
        try {
            schema = registry.schemaById(id);
        } catch (UnknownSchemaException e) {
            throw new UnreadableRowException("the registry does not know its schema, id " + id);
        }
        Optional<String> obstacle = Resolution.obstacle(table, schema);
        if (obstacle.isPresent()) {
            throw new UnreadableRowException("its schema, id " + id + ", " + obstacle.get());
        }
        return new Writer(schema, sameEncoding(schema));
    }

    private boolean sameEncoding(Schema schema) {
        if (schema.getFields().size() != table.columns().size()) {
            return false;
        }
        for (int i = 0; i < table.columns().size(); i++) {
            Schema.Field written = schema.getFields().get(i);
            Schema.Field strict = table.strictSchema().getFields().get(i);
            if (!written.name().equals(strict.name())
                    || written.schema().getType() != strict.schema().getType()) {
                return false;
            }
        }
        return true;
    }

    private byte[] resolved(Schema schema, byte[] value) throws UnreadableRowException {
        try {
            Object read = new GenericDatumReader<>(schema, table.strictSchema())
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, null));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(table.strictSchema()).write(read, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new UnreadableRowException("its schema does not read it as a row of " + table.name());
        }
    }

    /**
     * Who wrote a record.
     *
     * @param schema with which
     * @param strict whether that is encoded just like the table's strict schema
     */
    private record Writer(Schema schema, boolean strict) {}
}
