package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import io.rollcall.testsupport.Backends;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Those who listen hear of what is stored. */
@Timeout(60)
class EventsTest {

    private static final String EVENTS = "/metrics/events";

    /** For so long a token is taken after its expiry, since clocks differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void start() {
        database = new HiresDatabase(Backends.freshDatabase());
        client = serving();
    }

    private static MetricsClient serving() {
        String[] settings = database.settings();
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "--rollcall.metrics.events.most-listeners=2";
        all[settings.length + 1] = "--rollcall.metrics.events.heartbeat=200ms";
        return MetricsClient.ofServiceWith(all);
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @BeforeEach
    void emptyTheDatabaseAndAwaitThatEarlierListenersHaveGone() throws Exception {
        database.empty();
        awaitRoom();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aListenerHearsOfTheVersionAtOnceAndOfAChangeWithinTwoSeconds(Consumer<HiresDatabase> change) throws Exception {
        try (Listener listener = new Listener(client)) {
            String before = listener.nextEvent();
            assertThat(before).matches("\\{\"version\":\"[^\"]+\",\"as_of\":\"20[^\"]*Z\"}");
            Instant changed = Instant.now();
            change.accept(database);

            assertThat(listener.nextEvent()).doesNotContain(version(before));
            assertThat(Duration.between(changed, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** New hires, refused ones, and rows put back by a restore or replay, which moves no offset. */
    static Stream<Consumer<HiresDatabase>> changes() {
        return Stream.of(
                database -> database.offset("valid.hired_employees", 1, 5),
                database -> database.rejected(1, "missing"),
                database -> database.department(77, "Put back"));
    }

    private static String version(String event) {
        return event.substring(0, event.indexOf(','));
    }

    @Test
    void aStreamShowsThatItIsAlive() throws Exception {
        try (Listener listener = new Listener(client)) {
            assertThat(listener.answer.headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=UTF-8");
            assertThat(listener.lineStarting(": ")).isNotBlank();
        }
    }

    @Test
    void thereIsRoomForSoManyListenersUntilTheyGoAway() throws Exception {
        try (Listener first = new Listener(client)) {
            first.nextEvent();
            Listener second = new Listener(client);
            second.nextEvent();

            HttpResponse<String> third = client.get(EVENTS);

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(third.headers().firstValue("Retry-After")).contains("5");
            second.close();
            awaitRoom();
        }
    }

    @Test
    void aHeadOfTheStreamEnds() throws Exception {
        assertThat(client.head(EVENTS).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyThoseWithTheScopeMayListen() throws Exception {
        assertThat(client.getWithoutToken(EVENTS).statusCode()).isEqualTo(401);
        assertThat(client.getWithScope(Scope.INGEST, EVENTS).statusCode()).isEqualTo(403);
    }

    @Test
    void aStreamEndsWithTheToken() throws Exception {
        Instant almostOver =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(CLOCK_SKEW).plusSeconds(8);
        try (Listener listener = new Listener(client.listenUntil(almostOver, EVENTS))) {
            assertThat(listener.nextEvent()).isNotEmpty();

            assertThat(listener.lineStarting("no line starts like this")).isEmpty();
            assertThat(Instant.now()).isAfterOrEqualTo(almostOver.plus(CLOCK_SKEW));
        }
    }

    @Test
    void streamsEndWhenTheServiceDoes() throws Exception {
        MetricsClient other = serving();
        Listener listener = new Listener(other);
        listener.nextEvent();
        Instant before = Instant.now();

        Thread stopping = Thread.ofVirtual().start(other::close);

        assertThat(listener.lineStarting("no line starts like this")).isEmpty();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        stopping.join();
    }

    private static void awaitRoom() throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        while (client.head(EVENTS).statusCode() != 200) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private static final class Listener implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;

        Listener(MetricsClient client) throws IOException, InterruptedException {
            this(client.listen(EVENTS));
        }

        Listener(HttpResponse<InputStream> answer) {
            this.answer = answer;
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        String nextEvent() throws IOException {
            return lineStarting("data: ").substring("data: ".length());
        }

        /** The next such line; empty if the stream ends before one comes. */
        String lineStarting(String start) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
            return "";
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
