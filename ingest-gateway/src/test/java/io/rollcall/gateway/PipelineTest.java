package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

@Execution(ExecutionMode.CONCURRENT)
class PipelineTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String GROUP = "some-validator";
    private static final Map<String, String> SETTINGS = Map.of("rollcall.gateway.validator-group", GROUP);

    private final Broker kafka = Backends.freshKafka();
    private final Database database = Backends.freshDatabase();

    @BeforeEach
    void createTables() {
        SinkTables.create(database);
        StoredLetters.createTable(database);
        SinkTables.execute(
                database,
                "create table public.departments as select n as id from generate_series(1, 3) as n",
                "create table public.jobs as select n as id from generate_series(1, 4) as n",
                "create table rollcall.hires_by_quarter as select n as count from generate_series(5, 6) as n",
                "grant select on all tables in schema public, rollcall to "
                        + database.reader().user());
    }

    @AfterEach
    void stopKafka() {
        kafka.stop();
    }

    @Test
    void saysHowFarEachPartIsBehindAndHowMuchThereIs() throws Exception {
        try (RunningGateway gateway = start(database);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            JsonNode idle = await(gateway, "/validator/lag", 0);
            assertThat(idle.at("/sink/lag").asInt()).isZero();

            gateway.post("/ingest/jobs", "application/json", "[{\"id\":1},{\"id\":2},{\"id\":3}]");
            await(gateway, "/validator/lag", 3);
            commitAll(admin);
            await(gateway, "/validator/lag", 0);

            publishValidJobs(4, 3);
            JsonNode behind = await(gateway, "/sink/by_table/jobs", 8);
            assertThat(behind.at("/sink/by_table/departments").asInt()).isZero();
            SinkTables.execute(database, "insert into rollcall.offsets values ('valid.jobs', 0, 4)");
            await(gateway, "/sink/lag", 4);
            SinkTables.execute(database, "update rollcall.offsets set next_offset = 8");
            await(gateway, "/sink/lag", 0);

            SinkTables.execute(
                    database,
                    "insert into rollcall.batches values (gen_random_uuid(), 'migrate', 'ann', now(), null, 'open')");
            JsonNode figures = await(gateway, "/open_batches", 1);
            assertThat(figures.at("/stored/departments").asInt()).isEqualTo(3);
            assertThat(figures.at("/stored/jobs").asInt()).isEqualTo(4);
            assertThat(figures.at("/stored/hired_employees").asInt()).isEqualTo(11);
            assertThat(Instant.parse(figures.path("counted_at").asString()))
                    .isBetween(
                            Instant.parse(idle.path("at").asString()),
                            Instant.parse(figures.path("at").asString()));
            assertThat(figures.path("kafka").asString()).isEqualTo("up");
            assertThat(figures.path("database").asString()).isEqualTo("up");
            assertThat(figures.path("unknown")).isEmpty();
        }
    }

    @Test
    void countsDeadLettersAndThoseOfTheLastHour() {
        new StoredLetters(database, "0198c9b0-0000-7000-8000-000000000001")
                .add("jobs", 0, "x", "missing", "[]", "{}")
                .add("jobs", 1, "x", "missing", "[]", "{}");
        SinkTables.execute(
                database,
                "update rollcall.dead_letters set rejected_at = now() - interval '2 hours' where \"row\" = 1");
        try (RunningGateway gateway = start(database)) {
            JsonNode figures = await(gateway, "/dead_letters/total", 2);
            assertThat(figures.at("/dead_letters/last_hour").asInt()).isEqualTo(1);
        }
    }

    @Test
    void addsAllReceiptsUpForThoseWhoWatch() {
        SinkTables.write(database, "0198c9b0-0000-7000-8000-000000000002", "jobs", 10, 4, 1);
        SinkTables.write(database, "0198c9b0-0000-7000-8000-000000000003", "jobs", 3, 2, 1);
        SinkTables.execute(
                database,
                // Its verdict came before its announcement.
                """
                insert into rollcall.receipts values ('0198c9b0-0000-7000-8000-000000000004', 'jobs', 0, null,
                  rpad('1', 1000, '0')::bit(1000), rpad('', 1000, '0')::bit(1000))""",
                """
                update rollcall.batches set opened_at = now() - interval '2 minutes'
                where id = '0198c9b0-0000-7000-8000-000000000002'""");
        try (RunningGateway gateway = start(database)) {
            String figures = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> gateway.get("/actuator/prometheus").response().body(),
                            body -> !Pattern.compile("rollcall_(receipts|pipeline)_\\S* NaN")
                                    .matcher(body)
                                    .find());
            assertThat(figures)
                    .contains("rollcall_receipts_rows{state=\"received\"} 14.0")
                    .contains("rollcall_receipts_rows{state=\"stored\"} 7.0")
                    .contains("rollcall_receipts_rows{state=\"rejected\"} 2.0")
                    .contains("rollcall_receipts_rows{state=\"pending\"} 5.0")
                    .contains("rollcall_receipts_open 1.0")
                    .contains("rollcall_pipeline_lag{part=\"validator\"} 0.0")
                    .contains("rollcall_pipeline_lag{part=\"sink\"} 0.0")
                    .containsPattern("rollcall_receipts_oldest_open_seconds [1-9]\\d\\d\\.");
        }
    }

    @Test
    void whatIsAwayIsUnknownAndNobodyWaitsForIt() {
        Database away = new Database("jdbc:postgresql://127.0.0.1:1/none", database.owner(), database.reader());
        try (RunningGateway gateway = start(away)) {
            JsonNode withoutDatabase = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> inTime(gateway),
                            body -> body.path("kafka").asString().equals("up"));
            assertThat(withoutDatabase.path("database").asString()).isEqualTo("down");
            assertThat(withoutDatabase.at("/validator/lag").asInt(-1)).isZero();
            assertThat(withoutDatabase.at("/sink/lag").isNull()).isTrue();
            assertThat(withoutDatabase.path("stored").isNull()).isTrue();
            assertThat(withoutDatabase.at("/unknown/stored").asString()).contains("database");

            kafka.stop();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> inTime(gateway).path("kafka").asString().equals("down"));
            JsonNode withoutAnything = inTime(gateway);
            assertThat(withoutAnything.at("/validator/lag").isNull()).isTrue();
            assertThat(withoutAnything.at("/unknown/validator").asString()).contains("Kafka");
        }
    }

    @Test
    void tablesThatAreNotThereYetDoNotMeanThatTheDatabaseIsAway() {
        try (RunningGateway gateway = start(Backends.freshDatabase())) {
            // On a busy machine the first connection takes longer than anybody is made to wait.
            JsonNode figures = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> inTime(gateway),
                            body -> body.path("database").asString().equals("up"));
            assertThat(figures.path("stored").isNull()).isTrue();
            assertThat(figures.at("/unknown/stored").asString()).contains("tables");
        }
    }

    private RunningGateway start(Database behind) {
        RunningGateway gateway = RunningGateway.startWithoutWaiting(kafka.bootstrapServers(), behind, SETTINGS);
        gateway.awaitReady();
        return gateway;
    }

    private static JsonNode await(RunningGateway gateway, String figure, int expected) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> gateway.get("/pipeline").body(),
                        body -> body.at(figure).asInt(-1) == expected);
    }

    private static JsonNode inTime(RunningGateway gateway) {
        long before = System.nanoTime();
        JsonNode figures = gateway.get("/pipeline").body();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND);
        return figures;
    }

    private static void commitAll(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        IntStream.range(0, 3).forEach(i -> offsets.put(new TopicPartition("raw.jobs", i), new OffsetAndMetadata(3)));
        admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
    }

    /** In a transaction each, all in one partition. */
    private void publishValidJobs(int... records) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            for (int some : records) {
                producer.beginTransaction();
                for (int i = 0; i < some; i++) {
                    producer.send(new ProducerRecord<>("valid.jobs", 0, "1", "x"))
                            .get();
                }
                producer.commitTransaction();
            }
        }
    }
}
