package io.rollcall.sink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.embedded.Database;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import io.rollcall.tracing.BatchTracer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A broker and a database of one test class's own, the topics of all tables, and sinks between them. */
final class SinkWorld implements AutoCloseable {

    static final int PARTITIONS = 6;
    private static final int THREADS = 2;
    private static final String GROUP = "db-sink";
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    final Tables tables;
    final Broker kafka = Backends.freshKafka();
    final Database database;
    private final String registryUrl;
    private final AvroSerializer serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();

    SinkWorld() {
        this(Tables.fromClassPath(), Backends.freshDatabase(), Backends.registryUrl());
    }

    SinkWorld(Tables tables, Database database, String registryUrl) {
        SchemaRegistry registry = new SchemaRegistry(URI.create(registryUrl));
        this.registryUrl = registryUrl;
        this.serializer = new AvroSerializer(registry);
        this.tables = tables;
        this.database = database;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSetup.ensure(admin, tables, PARTITIONS, (short) 1);
        }
        SubjectSetup.register(registry, tables);
        producer = new KafkaProducer<>(
                // One request at a time: a topic that was made a moment ago may refuse the first and take the second.
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "linger.ms",
                        5,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One instance of the sink. */
    record Sink(SinkService service, SinkStatus status, SimpleMeterRegistry meters) {
        double figure(String name) {
            return meters.find(name).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }
    }

    Sink start() {
        return start(THREADS, 1000, GROUP);
    }

    Sink start(int threads, int pollSize, String group) {
        return start(threads, pollSize, group, Duration.ofSeconds(60));
    }

    Sink start(int threads, int pollSize, String group, Duration patience) {
        Sink sink = create(tables, database, kafka.bootstrapServers(), registryUrl, threads, pollSize, group, patience);
        sinks.add(sink);
        sink.service().start();
        return sink;
    }

    /** A sink whose threads have found each other: no partition moves from one to the other any more. */
    Sink startTogether() {
        return startTogether(1000);
    }

    Sink startTogether(int pollSize) {
        Sink sink = start(THREADS, pollSize, GROUP);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Awaitility.await("both threads have partitions")
                    .atMost(DEADLINE)
                    .ignoreExceptionsMatching(e -> e.getCause() instanceof GroupIdNotFoundException)
                    .until(() -> isShared(admin));
        }
        return sink;
    }

    private static boolean isShared(Admin admin) throws Exception {
        ConsumerGroupDescription group =
                admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
        return group != null
                && group.groupState() == GroupState.STABLE
                && group.members().stream()
                                .filter(member ->
                                        !member.assignment().topicPartitions().isEmpty())
                                .count()
                        == THREADS;
    }

    static Sink create(
            Tables tables,
            Database database,
            String bootstrapServers,
            String registryUrl,
            int threads,
            int pollSize,
            String group,
            Duration patience) {
        SinkStatus status = new SinkStatus(Clock.systemUTC());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SinkProperties properties = new SinkProperties(
                group,
                threads,
                pollSize,
                DataSize.ofMegabytes(1),
                database.reader().user(),
                patience,
                Duration.ofSeconds(1));
        SinkConnections connections = new SinkConnections(
                new SinkConnections.Kafka(bootstrapServers, Map.of("metadata.max.age.ms", "1000")),
                new SinkConnections.Registry(URI.create(registryUrl)));
        SinkService service = new SinkConfiguration()
                .sinkService(
                        properties,
                        connections,
                        new SinkConnections.Database(
                                database.url(),
                                database.owner().user(),
                                database.owner().password()),
                        tables,
                        status,
                        new SinkMeters(meters, status, tables),
                        BatchTracer.off());
        return new Sink(service, status, meters);
    }

    void stop(Sink sink) {
        sink.service().stop();
        sinks.remove(sink);
    }

    Table table(String name) {
        return tables.named(name).orElseThrow();
    }

    void department(long id, String name) {
        put("departments", id, name);
    }

    void job(long id, String name) {
        put("jobs", id, name);
    }

    /** A hire at so many microseconds since 1970. */
    void hire(long id, String name, long micros, long department, long job) {
        put("hired_employees", id, name, micros, department, job);
    }

    /** A record whose first column is its key. */
    void put(String table, long key, Object... others) {
        send(table, key, record(table(table), key, others), null, null);
    }

    void putOfBatch(UUID batch, long row, String table, long key, Object... others) {
        send(table, key, record(table(table), key, others), batch, row);
    }

    void putRecord(String table, long key, GenericRecord value) {
        send(table, key, value, null, null);
    }

    void delete(String table, long key) {
        send(table, key, null, null, null);
    }

    static GenericRecord record(Table table, long key, Object... others) {
        GenericRecord value = new GenericData.Record(table.strictSchema());
        value.put(0, key);
        for (int i = 0; i < others.length; i++) {
            value.put(i + 1, others[i]);
        }
        return value;
    }

    private void send(String table, long key, @Nullable GenericRecord value, @Nullable UUID batch, @Nullable Long row) {
        String topic = table(table).validTopic();
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, bytes(String.valueOf(key)), serializer.serialize(topic, value));
        if (batch != null) {
            message.headers().add(RecordHeaders.BATCH_ID, bytes(batch.toString()));
        }
        if (row != null) {
            message.headers().add(RecordHeaders.ROW, bytes(row.toString()));
        }
        sent.add(producer.send(message));
    }

    void send(String topic, @Nullable Integer partition, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic, partition, bytes("1"), value)));
    }

    /** Waits until the broker has acknowledged what was sent. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Waits until the database says that everything there is has been stored. */
    void awaitStored() {
        flush();
        Map<String, Long> ends = ends();
        Awaitility.await().atMost(DEADLINE).ignoreExceptions().until(() -> ends.equals(offsets()));
    }

    private Map<String, Long> ends() {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Stream.concat(tables.stream().map(Table::validTopic), Stream.of(Topics.DEAD_LETTERS, Topics.BATCHES))
                .forEach(topic -> {
                    for (int i = 0; i < PARTITIONS; i++) {
                        asked.put(new TopicPartition(topic, i), OffsetSpec.latest());
                    }
                });
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, Long> ends = new HashMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.toString(), end.offset()));
            return ends;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> offsets() {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT topic, \"partition\", next_offset FROM rollcall.offsets")) {
            Map<String, Long> offsets = new HashMap<>();
            while (rows.next()) {
                offsets.put(rows.getString(1) + "-" + rows.getInt(2), rows.getLong(3));
            }
            return offsets;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(DEADLINE).until(condition);
    }

    /** The first column of each row. */
    List<String> query(String sql) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String one(String sql) {
        return query(sql).getFirst();
    }

    void execute(String sql) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything there is, with the transactions that wrote it, so that a rewrite of the same shows too. */
    List<String> everything() {
        return Stream.concat(
                        tables.stream().map(table -> "public.\"" + table.name() + "\""),
                        Stream.of(
                                "rollcall.hires_by_quarter",
                                "rollcall.receipts",
                                "rollcall.batches",
                                "rollcall.dead_letters"))
                .flatMap(table -> query("SELECT '" + table + " ' || t.xmin || ' ' || t.ctid || ' ' || t::text FROM "
                                + table + " AS t ORDER BY 1")
                        .stream())
                .toList();
    }

    /** The cells of the rollup that differ from what the hires say. */
    List<String> rollupErrors() {
        return query("""
                SELECT coalesce(kept, counted)::text FROM
                (SELECT year, quarter, department_id, job_id, sum(count) FROM rollcall.hires_by_quarter
                    GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0) AS kept
                FULL JOIN (SELECT extract(year FROM datetime AT TIME ZONE 'UTC')::int AS year,
                    extract(quarter FROM datetime AT TIME ZONE 'UTC')::int AS quarter, department_id, job_id, count(*)
                    FROM hired_employees GROUP BY 1, 2, 3, 4) AS counted
                USING (year, quarter, department_id, job_id) WHERE sum IS DISTINCT FROM count""");
    }

    @Override
    public void close() {
        List.copyOf(sinks).forEach(this::stop);
        producer.close();
        kafka.stop();
    }
}
