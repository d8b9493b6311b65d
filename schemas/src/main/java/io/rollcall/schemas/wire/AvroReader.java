package io.rollcall.schemas.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the wire format, each with its writer's schema, so that nothing a producer sent is dropped on the
 * way. For one thread.
 */
public final class AvroReader {

    private static final int HEADER_LENGTH = 5;

    private final SchemaRegistry registry;
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();
    private @Nullable BinaryDecoder reused;

    public AvroReader(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Reads a record's value.
     *
     * @throws RegistryUnavailableException if the schema is not known yet and the registry is away
     */
    public WireValue read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new WireValue.Undecodable("the value is null");
        }
        if (bytes.length < HEADER_LENGTH || bytes[0] != 0) {
            return new WireValue.Undecodable("the value is not in the Avro wire format: it does not begin with a zero"
                    + " byte and a schema id of four bytes");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        try {
            return decode(bytes, id);
        } catch (UnknownSchemaException e) {
            return new WireValue.UnknownSchema(e.id());
        }
    }

    private WireValue decode(byte[] bytes, int id) {
        GenericDatumReader<Object> reader = reader(id);
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, reused);
        reused = decoder;
        try {
            Object value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                return new WireValue.Undecodable("the value is longer than its schema says (schema id " + id + ")");
            }
            return value instanceof GenericRecord read
                    ? new WireValue.Decoded(read)
                    : new WireValue.Undecodable("the value's schema is no record (schema id " + id + ")");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever it is, it comes from these bytes: a schema that refers to itself can nest them as deep as it
            // likes.
            return new WireValue.Undecodable("its schema does not read the value (schema id " + id + ")");
        }
    }

    private GenericDatumReader<Object> reader(int id) {
        GenericDatumReader<Object> known = readers.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = registry.schemaById(id);
        GenericDatumReader<Object> reader = new GenericDatumReader<>(schema);
        readers.put(id, reader);
        return reader;
    }
}
