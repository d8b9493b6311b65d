package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A genuine broker and registry from the side of a producer of raw records and a reader of verdicts. */
final class Cluster implements AutoCloseable {

    private static final String TAG = "tag";

    final Tables tables = Tables.fromClassPath();
    final String bootstrapServers;
    final URI registryUrl;
    private final AvroSerializer serializer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    Cluster(String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = URI.create(registryUrl);
        SchemaRegistry registry = new SchemaRegistry(this.registryUrl);
        this.serializer = new AvroSerializer(registry);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicSetup.ensure(admin, tables, 3, (short) 1);
        }
        SubjectSetup.register(registry, tables);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends a row in the raw schema, with the id as key and a header by which its verdict is found. */
    void send(String tag, String table, @Nullable Object... fields) {
        var description = tables.named(table).orElseThrow();
        GenericRecord value = Pipeline.record(description.rawSchema(), fields);
        sendBytes(tag, table, String.valueOf(fields[0]), serializer.serialize(description.rawTopic(), value));
    }

    void sendHire(String tag, long id, long department, long job) {
        send(tag, "hired_employees", id, "Ada", "2021-07-27T16:02:08Z", department, job);
    }

    void sendBytes(String tag, String table, String key, byte @Nullable [] value) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>("raw." + table, key, value);
        message.headers().add(TAG, tag.getBytes(StandardCharsets.UTF_8));
        pending.add(producer.send(message));
    }

    /** Sees to it that all of it has arrived. */
    void flush() {
        producer.flush();
        assertThat(pending).allMatch(sent -> sent.state() == Future.State.SUCCESS);
        pending.clear();
    }

    /** A verdict: the topic it lies in, its key and its value. */
    record Verdict(String topic, String key, String value) {}

    /** All committed verdicts on records with that tag. */
    List<Verdict> verdicts(String tag) {
        List<Verdict> verdicts = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = reader()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : verdictTopics()) {
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    Header header = message.headers().lastHeader(TAG);
                    if (header != null && tag.equals(new String(header.value(), StandardCharsets.UTF_8))) {
                        verdicts.add(new Verdict(
                                message.topic(), message.key(), new String(message.value(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return verdicts;
    }

    /** The ids under which records with that tag were stored. */
    List<String> storedIds(String tag) {
        return verdicts(tag).stream()
                .filter(verdict -> !verdict.topic().equals("dead-letters"))
                .map(Verdict::key)
                .toList();
    }

    /** The dead letters of records with that tag, as JSON. */
    List<String> letters(String tag) {
        return verdicts(tag).stream()
                .filter(verdict -> verdict.topic().equals("dead-letters"))
                .map(Verdict::value)
                .toList();
    }

    private List<String> verdictTopics() {
        List<String> topics = new ArrayList<>(List.of("dead-letters"));
        tables.forEach(table -> topics.add(table.validTopic()));
        return topics;
    }

    private KafkaConsumer<String, byte[]> reader() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        flush();
        producer.close();
    }
}
