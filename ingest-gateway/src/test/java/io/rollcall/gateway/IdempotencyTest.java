package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final String ROWS = "[{\"id\":1,\"job\":\"a\"},{\"id\":2,\"job\":\"b\"}]";

    private static Database database;
    private static RunningGateway one;
    private static RunningGateway two;

    @BeforeAll
    static void start() {
        database = Backends.freshDatabase();
        SinkTables.create(database);
        one = RunningGateway.start(database, Map.of("rollcall.gateway.instance-id", "one"));
        two = RunningGateway.start(database, Map.of("rollcall.gateway.instance-id", "two"));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void theSameRequestAgainGivesTheFirstReceiptThroughWhicheverGateway() {
        String key = UUID.randomUUID().toString();
        Answer first = ingest(one, key, ROWS);
        Answer again = ingest(two, key, ROWS);
        Answer oncemore = ingest(one, key, ROWS);
        assertThat(first.status()).isEqualTo(202);
        assertThat(List.of(again.body(), oncemore.body())).containsOnly(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(published(first)).isEqualTo(2);
    }

    @Test
    void requestsAtTheSameTimeBecomeOneBatch() throws Exception {
        String key = UUID.randomUUID().toString();
        List<Future<Answer>> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                RunningGateway gateway = i % 2 == 0 ? one : two;
                answers.add(executor.submit(() -> ingest(gateway, key, ROWS)));
            }
        }
        List<String> ids = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            ids.add(answer.get().id());
        }
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(published(answers.getFirst().get())).isEqualTo(2);
    }

    @Test
    void anotherRequestWithTheSameKeyIsAConflict() {
        String key = UUID.randomUUID().toString();
        ingest(one, key, ROWS);
        Answer other = ingest(two, key, "[{\"id\":3}]");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().path("type").asString()).isEqualTo("urn:rollcall:problem:idempotency-key-reused");
    }

    @Test
    void aRequestThatWasRefusedDoesNotUseUpItsKey() {
        String key = UUID.randomUUID().toString();
        assertThat(ingest(one, key, "[]").status()).isEqualTo(422);
        assertThat(ingest(one, key, ROWS).status()).isEqualTo(202);
        assertThat(ingest(one, "x".repeat(300), ROWS).status()).isEqualTo(400);
    }

    @Test
    void aMigrationAgainGivesTheFirstReceipt() {
        String key = UUID.randomUUID().toString();
        Answer first = migrate(one, key, "1,a\n2,b\n");
        assertThat(first.status()).isEqualTo(202);
        assertThat(migrate(two, key, "1,a\n2,b\n").body()).isEqualTo(first.body());
        assertThat(migrate(two, key, "1,a\n2,c\n").status()).isEqualTo(409);
        assertThat(published(first)).isEqualTo(2);
    }

    @Test
    void aRequestThatFailedIsCompletedByItsRepetition() {
        Broker kafka = Backends.freshKafka();
        try (RunningGateway gateway = RunningGateway.startWithoutWaiting(
                kafka.bootstrapServers(), database, Map.of("rollcall.gateway.delivery-timeout", "2s"))) {
            gateway.awaitReady();
            String key = UUID.randomUUID().toString();
            assertThat(ingest(gateway, "another", ROWS).status()).isEqualTo(202);
            kafka.stop();
            assertThat(ingest(gateway, key, ROWS).status()).isEqualTo(503);
            kafka.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(ingest(gateway, key, ROWS).status()).isEqualTo(202));
            Answer accepted = ingest(gateway, key, ROWS);
            assertThat(accepted.body().path("state").asString()).isEqualTo("accepted");
            assertThat(accepted.body().path("received").asInt()).isEqualTo(2);
        } finally {
            kafka.stop();
        }
    }

    private static Answer ingest(RunningGateway gateway, String key, String rows) {
        return RunningGateway.send(gateway.request("/ingest/jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(rows)));
    }

    private static Answer migrate(RunningGateway gateway, String key, String csv) {
        return RunningGateway.send(gateway.request("/migrate")
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .header("Idempotency-Key", key)
                .POST(new Multipart().file("jobs.csv", csv).body()));
    }

    private static int published(Answer answer) {
        return RawTopic.ofBatch(Backends.bootstrapServers(), Backends.registryUrl(), "jobs", answer.id())
                .size();
    }
}
