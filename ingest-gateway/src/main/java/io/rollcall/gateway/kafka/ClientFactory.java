package io.rollcall.gateway.kafka;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.RegistryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the gateway's Kafka clients. */
public final class ClientFactory {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int LINGER_MILLIS = 5;
    private static final int ADMIN_MILLIS = 10_000;
    private static final int MOST_REQUEST_MILLIS = 10_000;
    private static final int POLL_BYTES = 8 * 1024 * 1024;

    private final KafkaSettings kafka;
    private final RegistrySettings registry;
    private final String instance;
    private final Duration deliveryTimeout;

    /**
     * A factory.
     *
     * @param deliveryTimeout how long a record may take to be acknowledged before it counts as failed
     */
    public ClientFactory(KafkaSettings kafka, RegistrySettings registry, String instance, Duration deliveryTimeout) {
        this.kafka = kafka;
        this.registry = registry;
        this.instance = instance;
        this.deliveryTimeout = deliveryTimeout;
    }

    Admin admin() {
        Map<String, Object> settings = kafka.forClient("gateway-" + instance + "-admin");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MILLIS / 2);
        return Admin.create(settings);
    }

    /**
     * For raw records; the value's serializer can be replaced by the settings. It has met every table's schema before
     * the first request, so that a registry that goes away later stops no producer.
     */
    public Producer<String, GenericRecord> rowProducer(Tables tables) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, AvroSerializer.class.getName());
        settings.put(RegistryConfig.SCHEMA_REGISTRY_URL, registry.url().toString());
        // Not every client of the topics can read lz4, snappy or zstd: kafkajs knows gzip only, which is slow.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putAll(kafka.forClient("gateway-" + instance + "-rows"));
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        Serializer<GenericRecord> serializer = rowSerializer(settings);
        for (Table table : tables) {
            serializer.serialize(table.rawTopic(), new GenericRecordBuilder(table.rawSchema()).build());
        }
        return new KafkaProducer<>(lossless(settings), new StringSerializer(), serializer);
    }

    @SuppressWarnings("unchecked") // Kafka makes serializers from their names and cannot know what they write.
    private static Serializer<GenericRecord> rowSerializer(Map<String, Object> settings) {
        Serializer<GenericRecord> serializer = new ProducerConfig(settings)
                .getConfiguredInstance(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Serializer.class);
        serializer.configure(settings, /* isKey= */ false);
        return serializer;
    }

    /** For words about batches: few, and each waited for. */
    Producer<byte[], byte[]> logProducer() {
        Map<String, Object> settings = kafka.forClient("gateway-" + instance + "-log");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return new KafkaProducer<>(lossless(settings));
    }

    /** Belongs to no group: every gateway reads everything. */
    Consumer<byte[], byte[]> logConsumer() {
        Map<String, Object> settings = kafka.forClient("gateway-" + instance + "-follower");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, POLL_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        return new KafkaConsumer<>(settings);
    }

    /** What the promise rests on: every replica in sync has each record, once and in order. */
    private Map<String, Object> lossless(Map<String, Object> settings) {
        int millis = Math.toIntExact(deliveryTimeout.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(MOST_REQUEST_MILLIS, millis / 2));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(MOST_REQUEST_MILLIS, millis / 2));
        return settings;
    }
}
