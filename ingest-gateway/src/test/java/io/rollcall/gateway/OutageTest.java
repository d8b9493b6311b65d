package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

@Execution(ExecutionMode.CONCURRENT)
class OutageTest {

    private static final String JSON = "application/json";
    private static final Map<String, String> SETTINGS = Map.of(
            "rollcall.gateway.instance-id", "g1",
            "rollcall.gateway.delivery-timeout", "3s",
            "rollcall.gateway.progress-interval", "50ms");

    private static Database database;

    private final Broker kafka = Backends.freshKafka();

    @BeforeAll
    static void createTables() {
        database = Backends.freshDatabase();
        SinkTables.create(database);
    }

    @AfterEach
    void stopKafka() {
        kafka.stop();
    }

    @Test
    void startsWithoutKafkaIsNotReadyAndRecovers() {
        kafka.stop();
        try (RunningGateway gateway = startWithoutWaiting(database, SETTINGS)) {
            assertThat(gateway.get("/actuator/health/liveness").status()).isEqualTo(200);
            Answer readiness = gateway.get("/actuator/health/readiness");
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.body().at("/components/kafka/status").asString())
                    .isEqualTo("OUT_OF_SERVICE");
            assertThat(readiness.body().at("/components/readinessState/status").asString())
                    .isEqualTo("UP");
            Answer toAnyone = RunningGateway.send(HttpRequest.newBuilder(gateway.uri("/actuator/health/readiness")));
            assertThat(toAnyone.body().propertyNames()).containsExactly("status");
            Answer refused = gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.body().path("retryable").asBoolean()).isTrue();

            kafka.start();
            gateway.awaitReady();
            assertThat(gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]").status())
                    .isEqualTo(202);
        }
    }

    @Test
    void saysWhatStandsWhenKafkaGoesAndIsFineAfterwards() throws Exception {
        try (RunningGateway gateway = start(database, SETTINGS);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]").status())
                    .isEqualTo(202);

            Future<Answer> migration = executor.submit(() -> gateway.post(
                    "/migrate",
                    Multipart.CONTENT_TYPE,
                    new Multipart()
                            .file("hired_employees.csv", () -> new GeneratedHires(600_000))
                            .body()));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> receivedByMigration(gateway) > 0);
            kafka.stop();

            Answer refused = gateway.post("/ingest/jobs", JSON, "[{\"id\":2}]");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("retryable").asBoolean()).isTrue();
            assertThat(refused.body().path("rows_standing").asInt()).isZero();

            Answer stopped = migration.get();
            assertThat(stopped.status()).isEqualTo(503);
            assertThat(stopped.header("Retry-After")).isNotEmpty();
            int standing = stopped.body().path("rows_standing").asInt();
            assertThat(standing).isPositive();

            kafka.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            gateway.post("/ingest/jobs", JSON, "[{\"id\":3}]").status() == 202);
            var receipt = gateway.get(stopped.header("Location")).body();
            assertThat(receipt.path("state").asString()).isEqualTo("failed");
            assertThat(receipt.path("received").asInt()).isEqualTo(standing);
        }
    }

    @Test
    void closesWhatItsFormerLifeLeftOpen() throws Exception {
        UUID mine = UUID.fromString("0198c9b0-0000-7000-8000-000000000001");
        UUID another = UUID.fromString("0198c9b0-0000-7000-8000-000000000002");
        start(database, SETTINGS).close();
        leaveOpen(mine, "g1");
        leaveOpen(another, "g2");
        publishWithoutAWord(mine, 1000, 1001, 1005);
        try (RunningGateway next = start(database, SETTINGS)) {
            var interrupted = next.get("/batches/" + mine).body();
            assertThat(interrupted.path("state").asString()).isEqualTo("interrupted");
            assertThat(interrupted.path("received").asInt()).isEqualTo(1003);
            assertThat(next.get("/batches/" + another).body().path("state").asString())
                    .isEqualTo("open");
        }
    }

    @Test
    void withoutPostgresRowsAreTakenAndReceiptsAreNot() {
        Database away = new Database("jdbc:postgresql://127.0.0.1:1/none", database.owner(), database.reader());
        try (RunningGateway gateway = start(away, Map.of())) {
            Answer answer = gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]");
            assertThat(answer.status()).isEqualTo(202);
            Answer receipt = gateway.get(answer.header("Location"));
            assertThat(receipt.status()).isEqualTo(503);
            assertThat(receipt.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void anotherGatewayKnowsTheBatchRightAway() {
        try (RunningGateway one = start(database, Map.of("rollcall.gateway.instance-id", "one"));
                RunningGateway two = start(database, Map.of("rollcall.gateway.instance-id", "two"))) {
            for (int i = 0; i < 20; i++) {
                Answer answer = one.post("/ingest/jobs", JSON, "[{\"id\":1}]");
                assertThat(two.get(answer.header("Location")).body()).isEqualTo(answer.body());
            }
        }
    }

    private RunningGateway start(Database behind, Map<String, String> settings) {
        RunningGateway gateway = startWithoutWaiting(behind, settings);
        gateway.awaitReady();
        return gateway;
    }

    private RunningGateway startWithoutWaiting(Database behind, Map<String, String> settings) {
        return RunningGateway.startWithoutWaiting(kafka.bootstrapServers(), behind, settings);
    }

    private static int receivedByMigration(RunningGateway gateway) {
        return gateway.get("/batches")
                .body()
                .valueStream()
                .filter(batch -> batch.path("source").asString().equals("migrate")
                        && batch.path("state").asString().equals("open"))
                .mapToInt(batch -> batch.path("received").asInt())
                .sum();
    }

    private void leaveOpen(UUID batch, String gateway) throws Exception {
        BatchProgress open = new BatchProgress(
                batch,
                "migrate",
                "admin",
                Instant.EPOCH,
                Instant.EPOCH,
                State.OPEN,
                gateway,
                List.of(new BatchProgress.Part("jobs", 0, 1000)));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.BATCHES,
                            batch.toString(),
                            JsonMapper.shared().writeValueAsString(open)))
                    .get();
        }
    }

    /** Rows that Kafka has acknowledged to a gateway that died before it could announce them. */
    private void publishWithoutAWord(UUID batch, int... rows) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int row : rows) {
                ProducerRecord<String, String> message = new ProducerRecord<>("raw.jobs", String.valueOf(row), "");
                message.headers()
                        .add(RecordHeaders.BATCH_ID, batch.toString().getBytes(StandardCharsets.UTF_8))
                        .add(RecordHeaders.ROW, String.valueOf(row).getBytes(StandardCharsets.UTF_8));
                producer.send(message).get();
            }
        }
    }
}
