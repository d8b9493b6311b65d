package io.rollcall.validator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.wire.AvroDeserializer;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.tracing.BatchTracer;
import io.rollcall.validator.judging.Passages;
import io.rollcall.validator.judging.Tally;
import io.rollcall.validator.waiting.KnownIds;
import io.rollcall.validator.waiting.Tide;
import io.rollcall.validator.waiting.WaitingRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The validator's topology in a test driver: send rows, let time pass, read verdicts. */
final class Pipeline implements AutoCloseable {

    static final Duration WAIT = Duration.ofSeconds(30);
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Tables tables;
    final StubRegistry registry = new StubRegistry();
    final Tide tide = new Tide(WAIT);
    final Tally tally = new Tally(new SimpleMeterRegistry());
    private final SchemaRegistry client = registry.client();
    private final AvroSerializer serializer = new AvroSerializer(client);
    private final AvroDeserializer deserializer = new AvroDeserializer(client);
    private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant now = START;

    Pipeline(Path folder) {
        this(folder, Tables.fromClassPath());
    }

    Pipeline(Path folder, Tables tables) {
        this.tables = tables;
        this.driver = driver(folder);
        tide.reach(now.minus(WAIT).toEpochMilli());
    }

    private TopologyTestDriver driver(Path folder) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "validator");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return new TopologyTestDriver(
                ValidatorTopology.of(
                        tables,
                        registry.client(),
                        new AvroSerializer(client),
                        tide,
                        tally,
                        new Passages(BatchTracer.off())),
                config,
                now);
    }

    /** A waiting room as the present one would be after a restart. */
    WaitingRoom recall(IntConsumer countChange) {
        Map<String, KnownIds> known = new HashMap<>();
        for (Table table : tables.referenced()) {
            known.put(table.name(), (KnownIds) driver.getStateStore(KnownIds.storeName(table)));
        }
        return new WaitingRoom(driver.getKeyValueStore(WaitingRoom.STORE), known, countChange);
    }

    Table table(String name) {
        return tables.named(name).orElseThrow();
    }

    /** Sends a row in the raw schema; fields are null, Long or String, in the table's order. */
    void send(String table, @Nullable Object... fields) {
        send(table, new RecordHeaders(), record(table(table).rawSchema(), fields));
    }

    void send(String table, Headers headers, GenericRecord value) {
        sendBytes(table, headers, serializer.serialize(table(table).rawTopic(), value));
    }

    void sendBytes(String table, Headers headers, byte @Nullable [] value) {
        driver.createInputTopic(table(table).rawTopic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, value, headers, now));
    }

    static GenericRecord record(Schema schema, @Nullable Object... fields) {
        GenericData.Record record = new GenericData.Record(schema);
        for (int i = 0; i < fields.length; i++) {
            record.put(i, fields[i]);
        }
        return record;
    }

    void sendDepartmentAndJob(long id) {
        send("departments", id, "Sales");
        send("jobs", id, "Clerk");
        pass(Duration.ofMillis(500));
    }

    void sendHire(long id, long department, long job) {
        sendHire(id, "Ada", department, job);
    }

    void sendHire(long id, String name, long department, long job) {
        send("hired_employees", id, name, "2021-07-27T16:02:08Z", department, job);
    }

    /** A deletion on a valid topic, as a restore publishes it. */
    void delete(String table, long id) {
        driver.createInputTopic(table(table).validTopic(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(Long.toString(id), null);
    }

    /** Lets time pass, the tide with it. */
    void pass(Duration time) {
        now = now.plus(time);
        tide.reach(now.toEpochMilli());
        driver.advanceWallClockTime(time);
    }

    /** Lets time pass while the tide stands still. */
    void passInAnOutage(Duration time) {
        now = now.plus(time);
        tide.interrupt();
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<String, byte[]>> read(String topic) {
        return outputs.computeIfAbsent(
                        topic,
                        name -> driver.createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer()))
                .readRecordsToList();
    }

    /** The valid records of a table since the last call, as text. */
    List<String> valid(String table) {
        String topic = table(table).validTopic();
        List<String> values = new ArrayList<>();
        read(topic).forEach(record -> values.add(String.valueOf(deserializer.deserialize(topic, record.value()))));
        return values;
    }

    /** The keys of the valid records of a table since the last call. */
    List<String> validIds(String table) {
        return read(table(table).validTopic()).stream().map(TestRecord::key).toList();
    }

    /** The dead letters since the last call. */
    List<DeadLetter> letters() {
        return read(Topics.DEAD_LETTERS).stream().map(Pipeline::letter).toList();
    }

    /** The codes of the dead letters since the last call, each with its field. */
    List<List<String>> reasons() {
        return letters().stream()
                .map(letter -> letter.violations().stream()
                        .map(violation ->
                                violation.field() + " " + violation.code().code())
                        .toList())
                .toList();
    }

    static DeadLetter letter(TestRecord<String, byte[]> record) {
        return JsonMapper.shared().readValue(record.value(), DeadLetter.class);
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
