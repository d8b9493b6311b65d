package io.rollcall.backup;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import io.rollcall.embedded.Database;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A broker and a database as the sink has set them up, and backup-service beside them. There is no sink: tests are it.
 */
final class World implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final DemoAccess ACCESS = DemoAccess.create();

    static {
        // One logging for all contexts of this JVM, that of logback-test.xml.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PARTITIONS = 3;

    final Tables tables = Tables.fromClassPath();
    final Database database = Backends.freshDatabase();
    final Broker kafka = Backends.freshKafka();
    final Path folder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer serializer;
    private @Nullable ConfigurableApplicationContext service;

    World(Path folder) {
        this.folder = folder;
        SchemaRegistry registry = new SchemaRegistry(URI.create(Backends.registryUrl()));
        serializer = new AvroSerializer(registry);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSetup.ensure(admin, tables, PARTITIONS, (short) 1);
        }
        SubjectSetup.register(registry, tables);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            new DatabaseSetup(tables, Optional.empty())
                    .run(new DriverManagerDataSource(
                            database.url(),
                            database.owner().user(),
                            database.owner().password()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Some hires with their departments and jobs, in the topics and, as what the sink had stored, in the database. What
     * tests have put there besides goes.
     */
    void fill(int hires) {
        for (long id = 1; id <= 5; id++) {
            put("departments", id, "Department " + id);
            put("jobs", id, "Job " + id);
        }
        for (long id : new long[] {301, 999}) {
            delete("hired_employees", id);
        }
        delete("departments", 6);
        long second = 1_000_000L;
        for (long id = 1; id <= hires; id++) {
            put("hired_employees", id, "Hire " + id, id * 10_000_000 * second, id % 5 + 1, (id + 1) % 5 + 1);
        }
        settle();
    }

    /** A valid record: to the topic. */
    void put(String table, long key, Object... others) {
        Table known = tables.named(table).orElseThrow();
        GenericRecord value = new GenericData.Record(known.strictSchema());
        value.put(0, key);
        for (int i = 0; i < others.length; i++) {
            value.put(i + 1, others[i]);
        }
        send(known, key, serializer.serialize(known.validTopic(), value));
    }

    void delete(String table, long key) {
        send(tables.named(table).orElseThrow(), key, null);
    }

    private void send(Table table, long key, byte @Nullable [] value) {
        var _ = producer.send(
                new ProducerRecord<>(table.validTopic(), String.valueOf(key).getBytes(StandardCharsets.UTF_8), value));
    }

    /** Waits until the broker has what was sent. */
    void flush() {
        producer.flush();
    }

    /** Says that the sink has stored all there is. */
    void standAtTheEnds() {
        execute("DELETE FROM rollcall.offsets");
        Topic.ends(kafka, tables, PARTITIONS)
                .forEach((partition, end) -> execute("INSERT INTO rollcall.offsets (topic, \"partition\", next_offset)"
                        + " VALUES ('" + partition.topic() + "', " + partition.partition() + ", " + end + ")"));
    }

    /** Does what the sink would do, by way of a replay up to the ends of the topics. */
    void settle() {
        flush();
        standAtTheEnds();
        JsonNode job = ended(call("POST", "/replay"));
        if (!job.required("state").asString().equals("done")) {
            throw new IllegalStateException(job.toString());
        }
    }

    World start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--rollcall.backup.folder=" + folder,
                "--rollcall.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--rollcall.registry.url=" + Backends.registryUrl(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.owner().user(),
                "--spring.datasource.password=" + database.owner().password()));
        arguments.addAll(List.of(settings));
        service = BackupApplication.builder().properties(ACCESS.properties()).run(arguments.toArray(String[]::new));
        return this;
    }

    void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    HttpResponse<String> call(String method, String path) {
        return call(method, path, ACCESS.token(Scope.BACKUP), "wait=60");
    }

    HttpResponse<String> call(String method, String path, String token, String prefer) {
        try {
            return HTTP.send(request(method, path, token, prefer), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] download(String path) throws IOException, InterruptedException {
        return HTTP.send(request("GET", path, ACCESS.token(Scope.BACKUP), "wait=1"), BodyHandlers.ofByteArray())
                .body();
    }

    private HttpRequest request(String method, String path, String token, String prefer) {
        String port =
                java.util.Objects.requireNonNull(service).getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Prefer", prefer)
                .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    static DemoAccess access() {
        return ACCESS;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /** The job that a call with {@code Prefer: wait} began, once it has ended. */
    static JsonNode ended(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    /** Takes a backup of all tables; its id. */
    String backup() {
        return ended(call("POST", "/backup")).required("backup").asString();
    }

    /** All rows of all tables, and the rollup's sums. */
    List<String> everything() {
        List<String> rows = new ArrayList<>();
        tables.forEach(table -> rows.addAll(
                query("SELECT '" + table.name() + "' || t::text FROM \"" + table.name() + "\" AS t ORDER BY 1")));
        rows.addAll(
                query("SELECT (year, quarter, department_id, job_id, sum(count))::text FROM rollcall.hires_by_quarter"
                        + " GROUP BY year, quarter, department_id, job_id HAVING sum(count) <> 0 ORDER BY 1"));
        return rows;
    }

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

    void execute(String sql) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        producer.close();
        kafka.stop();
    }
}
