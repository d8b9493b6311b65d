package io.rollcall.schemas.wire;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records for consumers to whom unreadable bytes are a failure, not a value; {@link AvroReader} is for the
 * others. Throws {@link SerializationException} for such bytes and {@link RegistryUnavailableException} while the
 * registry is away. For one thread, as a consumer is.
 */
public final class AvroDeserializer implements Deserializer<GenericRecord> {

    private @Nullable AvroReader reader;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {}

    public AvroDeserializer(SchemaRegistry registry) {
        this.reader = new AvroReader(registry);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        reader = new AvroReader(RegistryConfig.registry(configs));
    }

    @Override
    public @Nullable GenericRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        return switch (Objects.requireNonNull(reader).read(bytes)) {
            case WireValue.Decoded(GenericRecord value) -> value;
            case WireValue.Undecodable(String why) -> throw new SerializationException(topic + ": " + why);
            case WireValue.UnknownSchema(int id) ->
                throw new SerializationException(topic + ": the registry has no schema with id " + id);
        };
    }
}
