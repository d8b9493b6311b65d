package io.rollcall.schemas.wire;

import io.rollcall.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the wire format, registering each schema under {@code <topic>-value} when it is first met.
 * Configured by {@link RegistryConfig#SCHEMA_REGISTRY_URL}. Thread-safe, as a producer's serializer must be.
 */
public final class AvroSerializer implements Serializer<GenericRecord> {

    private @Nullable SchemaRegistry registry;
    private final ThreadLocal<Writer> writers = ThreadLocal.withInitial(Writer::new);

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    public AvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry = RegistryConfig.registry(configs);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable GenericRecord value) {
        return value == null ? null : writers.get().write(topic, value, Objects.requireNonNull(registry));
    }

    /** What one thread writes with: what each topic's last record needed is mostly what its next one needs. */
    private static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        private @Nullable BinaryEncoder encoder;
        private final Map<String, Target> targets = new HashMap<>();

        byte[] write(String topic, GenericRecord value, SchemaRegistry registry) {
            Target current = target(topic, value.getSchema(), registry);
            out.reset();
            out.write(0);
            out.write(current.id >>> 24);
            out.write(current.id >>> 16);
            out.write(current.id >>> 8);
            out.write(current.id);
            BinaryEncoder direct = EncoderFactory.get().directBinaryEncoder(out, encoder);
            encoder = direct;
            try {
                current.writer.write(value, direct);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
            return out.toByteArray();
        }

        private Target target(String topic, Schema schema, SchemaRegistry registry) {
            Target known = targets.get(topic);
            if (known != null && known.schema.equals(schema)) {
                return known;
            }
            int id = registry.register(Topics.subject(topic), schema);
            Target target = new Target(schema, id, new GenericDatumWriter<>(schema));
            targets.put(topic, target);
            return target;
        }
    }

    private record Target(Schema schema, int id, GenericDatumWriter<GenericRecord> writer) {}
}
