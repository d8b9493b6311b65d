package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private static final ConcurrentLinkedQueue<Seen> SEEN = new ConcurrentLinkedQueue<>();
    /** Not gzip at all, so that whoever unpacked it would fail. */
    private static final byte[] COMPRESSED = "\"as it is\"".getBytes(StandardCharsets.UTF_8);

    private static final Semaphore MAY_END = new Semaphore(0);
    private static HttpServer metrics;
    private static RunningGateway gateway;

    private record Seen(String method, String uri, Map<String, java.util.List<String>> headers, String body) {

        String header(String name) {
            return String.join("|", headers.getOrDefault(name, java.util.List.of()));
        }
    }

    @BeforeAll
    static void start() throws IOException {
        metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/", exchange -> {
            SEEN.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] answer = "[{\"Q1\":1}]".getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().endsWith("/compressed")) {
                answer = COMPRESSED;
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            }
            if (exchange.getRequestURI().getPath().endsWith("/slow")) {
                MAY_END.acquireUninterruptibly();
            }
            boolean redirect = exchange.getRequestURI().getPath().endsWith("/elsewhere");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Location", "/login");
            exchange.sendResponseHeaders(redirect ? 302 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        metrics.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        metrics.start();
        gateway = RunningGateway.start(
                Backends.freshDatabase(),
                Map.of(
                        "rollcall.gateway.max-forwarded",
                        "2",
                        "rollcall.gateway.services.metrics",
                        "http://127.0.0.1:" + metrics.getAddress().getPort(),
                        "rollcall.gateway.services.backup",
                        "http://127.0.0.1:1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        metrics.stop(0);
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void passesPathQueryAndTokenOn() {
        Answer answer = gateway.get("/metrics/hired_by_quarter?year=2021&format=json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("[{\"Q1\":1}]");
        Seen seen = SEEN.remove();
        assertThat(seen.uri()).isEqualTo("/metrics/hired_by_quarter?year=2021&format=json");
        assertThat(seen.header("Authorization")).startsWith("Bearer ");
    }

    @Test
    void passesOnWhatIsCompressedAsItIs() {
        Answer answer = RunningGateway.send(gateway.request("/metrics/compressed")
                .header("Accept-Encoding", "gzip")
                .GET());
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.response().body()).isEqualTo("\"as it is\"");
        assertThat(SEEN.remove().header("Accept-encoding")).isEqualTo("gzip");
    }

    @Test
    void turnsAwayWhoAsksForMoreThanTheServiceMayWorkOnAtOnce() throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = people.submit(() -> gateway.get("/metrics/slow"));
            Future<Answer> second = people.submit(() -> gateway.get("/metrics/slow"));
            Awaitility.await().until(() -> SEEN.size() == 2);

            Answer third = gateway.get("/metrics/hired_by_quarter");
            MAY_END.release(2);

            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("Retry-After")).isEqualTo("5");
            assertThat(third.body().path("type").asString()).isEqualTo("urn:rollcall:problem:unavailable");
            assertThat(first.get().status()).isEqualTo(200);
            assertThat(second.get().status()).isEqualTo(200);
        }
        assertThat(gateway.get("/metrics/hired_by_quarter").status()).isEqualTo(200);
    }

    @Test
    void believesNobodysWordAboutEarlierHops() {
        RunningGateway.send(gateway.request("/metrics/x")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=10.0.0.1")
                .GET());
        Seen seen = SEEN.remove();
        assertThat(seen.header("X-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.header("X-forwarded-host")).startsWith("127.0.0.1:");
        assertThat(seen.headers()).doesNotContainKeys("Forwarded", "X-forwarded-prefix");
    }

    @Test
    void followsNoRedirectItself() {
        assertThat(gateway.get("/metrics/elsewhere").status()).isEqualTo(302);
    }

    @Test
    void passesBodiesOn() {
        RunningGateway.send(gateway.request("/metrics/x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"a\":1}")));
        assertThat(SEEN.remove().body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aServiceThatIsAwayIsUnavailable() {
        for (String path : new String[] {"/backups", "/backups/1", "/backup", "/restore", "/replay"}) {
            Answer answer = gateway.get(path);
            assertThat(answer.status()).as(path).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.body().path("retryable").asBoolean()).isTrue();
        }
    }

    @Test
    void isNoOpenProxy() {
        assertThat(gateway.get("/http://example.com/").status()).isIn(400, 403, 404);
        assertThat(gateway.get("/metrics/..%2factuator").status()).isIn(400, 403, 404);
        assertThat(SEEN).isEmpty();
    }
}
