package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.Events.Event;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceiptEventsTest {

    private static final Duration WELL_BEFORE_REQUESTS_ARE_CUT = Duration.ofSeconds(5);

    /** For so long a token is taken after its expiry, since clocks differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static Database database;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        database = Backends.freshDatabase();
        SinkTables.create(database);
        gateway = RunningGateway.start(database, Map.of("rollcall.gateway.max-followers", "1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void tellsTheReceiptAtOnceAndWheneverItChangesUntilItIsComplete() {
        String batch = submitted(gateway);
        try (Events events = Events.of(gateway, batch)) {
            Event first = events.await(1).getFirst();
            assertThat(events.header("Content-Type")).startsWith("text/event-stream");
            assertThat(first.name()).isEqualTo("receipt");
            assertThat(first.data()).isEqualTo(gateway.get("/batches/" + batch).body());
            assertThat(first.data().path("pending").asInt()).isEqualTo(2);

            SinkTables.write(database, batch, "jobs", 2, 1, 0);
            assertThat(events.await(2).get(1).data().path("stored").asInt()).isEqualTo(1);

            SinkTables.execute(
                    database,
                    "update rollcall.receipts set rejected = ('01' || repeat('0', 998))::bit(1000) where batch_id = '"
                            + batch + "'");
            List<Event> all = events.awaitEnd();
            assertThat(all).extracting(Event::name).containsExactly("receipt", "receipt", "receipt", "complete");
            assertThat(all.getLast().data()).isEqualTo(all.get(2).data());
            assertThat(all.getLast().data().path("rejected").asInt()).isEqualTo(1);
            assertThat(all.getLast().data().path("complete").asBoolean()).isTrue();
        }
    }

    @Test
    void saysThatThereIsNoSuchBatch() {
        for (String unknown : List.of(UUID.randomUUID().toString(), "x")) {
            Answer answer = gateway.get("/batches/" + unknown + "/events");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().path("type").asString()).isEqualTo("urn:rollcall:problem:not-found");
        }
    }

    @Test
    void hasNoPlaceForMoreThanItMayAndAClientThatLeavesFreesItsOwn() {
        String pending = submitted(gateway);
        String complete = submitted(gateway);
        SinkTables.write(database, complete, "jobs", 2, 2, 0);
        try (Events staying = Events.of(gateway, pending)) {
            staying.await(1);
            Answer refused = gateway.get("/batches/" + complete + "/events");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
        }
        // Whether a client is gone shows when something is to be told to it.
        SinkTables.write(database, pending, "jobs", 3, 0, 0);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            SinkTables.execute(
                    database, "update rollcall.receipts set rows = rows + 1 where batch_id = '" + pending + "'");
            return gateway.get("/batches/" + complete + "/events").status() == 200;
        });
    }

    @Test
    void aStreamEndsWithTheToken() {
        String batch = submitted(gateway);
        Instant almostOver =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(CLOCK_SKEW).plusSeconds(8);
        try (Events events = Events.until(almostOver, gateway, batch)) {
            assertThat(events.await(1)).extracting(Event::name).containsExactly("receipt");

            assertThat(events.awaitEnd()).extracting(Event::name).doesNotContain("complete");
            assertThat(Instant.now()).isAfter(almostOver.plus(CLOCK_SKEW));
        }
    }

    @Test
    void aShutdownEndsStreamsAtOnce() {
        RunningGateway stopping = RunningGateway.start(database, Map.of());
        try (Events events = Events.of(stopping, submitted(stopping))) {
            events.await(1);
            long before = System.nanoTime();
            stopping.close();
            assertThat(events.awaitEnd()).extracting(Event::name).containsExactly("receipt");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(WELL_BEFORE_REQUESTS_ARE_CUT);
        }
    }

    private static String submitted(RunningGateway to) {
        return to.post("/ingest/jobs", "application/json", "[{\"id\":1,\"job\":\"a\"},{\"id\":2}]")
                .id();
    }
}
