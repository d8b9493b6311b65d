package io.rollcall.benchmarks;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills the valid topics as the validator would have: same schemas, keys and headers. */
final class ValidTopics {

    private static final int PARTITIONS = 6;
    private static final byte[] BATCH = bytes(new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0001L).toString());

    private final Tables tables = Tables.fromClassPath();
    private final String bootstrapServers;
    private final SchemaRegistry registry;
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();

    ValidTopics(String bootstrapServers, URI registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registry = new SchemaRegistry(registryUrl);
    }

    void fill(int hires) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                // A topic that was made a moment ago may refuse the first request and take the second.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
                KafkaProducer<String, GenericRecord> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new AvroSerializer(registry))) {
            TopicSetup.ensure(admin, tables, PARTITIONS, (short) 1);
            fillNamed(producer, table("departments"), HireRows.DEPARTMENTS);
            fillNamed(producer, table("jobs"), HireRows.JOBS);
            Table table = table("hired_employees");
            for (int id = 1; id <= hires; id++) {
                send(producer, table, id, hire(table, id));
            }
            producer.flush();
            requireAllSent();
        }
    }

    private void fillNamed(KafkaProducer<String, GenericRecord> producer, Table table, int count) {
        for (int id = 1; id <= count; id++) {
            GenericRecord named = new GenericData.Record(table.strictSchema());
            named.put(0, (long) id);
            named.put(1, table.name() + " " + id);
            send(producer, table, id, named);
        }
    }

    private void requireAllSent() {
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("not every record reached its topic", failure);
        }
    }

    private static GenericRecord hire(Table table, int id) {
        GenericRecord hire = new GenericData.Record(table.strictSchema());
        hire.put(0, (long) id);
        hire.put(1, HireRows.name(id));
        hire.put(2, HireRows.datetime(id).getEpochSecond() * 1_000_000);
        hire.put(3, (long) HireRows.department(id));
        hire.put(4, (long) HireRows.job(id));
        return hire;
    }

    private void send(KafkaProducer<String, GenericRecord> producer, Table table, int id, GenericRecord value) {
        ProducerRecord<String, GenericRecord> record =
                new ProducerRecord<>(table.validTopic(), String.valueOf(id), value);
        record.headers()
                .add(RecordHeaders.BATCH_ID, BATCH)
                .add(RecordHeaders.ROW, bytes(String.valueOf(id - 1)))
                .add(RecordHeaders.SOURCE, bytes(table.name() + ".csv:" + id))
                .add(RecordHeaders.SUBMITTED_BY, bytes("benchmark"));
        var _ = producer.send(record, (_, failure) -> {
            if (failure != null) {
                failed.compareAndSet(null, failure);
            }
        });
    }

    private Table table(String name) {
        return tables.named(name).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
