package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.access.DemoAccess;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started, seen over HTTP. */
class SinkApplicationTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final DemoAccess ACCESS = DemoAccess.create();

    private static SinkWorld world;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        world = new SinkWorld();
        service = SinkApplication.builder()
                .properties(ACCESS.properties())
                .run(
                        "--server.port=0",
                        "--rollcall.kafka.bootstrap-servers=" + world.kafka.bootstrapServers(),
                        "--rollcall.registry.url=" + Backends.registryUrl(),
                        "--rollcall.sink.reader-role=" + world.database.reader().user(),
                        "--spring.datasource.url=" + world.database.url(),
                        "--spring.datasource.username=" + world.database.owner().user(),
                        "--spring.datasource.password=" + world.database.owner().password());
    }

    @AfterAll
    static void stop() {
        service.close();
        HTTP.close();
        world.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private static HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token).build());
    }

    private static HttpRequest.Builder request(String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void storesRecordsAndSaysSoInItsFigures() throws Exception {
        world.department(1, "Engineering");
        world.awaitStored();
        String figures = get("/actuator/prometheus").body();
        assertThat(figures)
                .contains("rollcall_sink_rows_total{change=\"inserted\",table=\"departments\"} 1.0")
                .contains("rollcall_sink_commits_seconds_count")
                .contains("rollcall_sink_latency_seconds_bucket{table=\"departments\",le=\"60.0\"} 1")
                .contains("rollcall_sink_behind_seconds{topic=\"valid.departments\"} 0.0")
                .contains("rollcall_sink_troubles_total{part=\"DATABASE\"} 0.0")
                .contains("rollcall_sink_lag{topic=\"valid.hired_employees\"}");
    }

    @Test
    void isAliveAndReady() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsBearersOfATokenWhatIsWrong() throws Exception {
        String token = ACCESS.tokenUntil(Instant.now().plusSeconds(60));
        assertThat(get("/actuator/health/readiness").body()).doesNotContain("components");
        assertThat(get("/actuator/health/readiness", token).body()).contains("\"components\"", "\"sink\"");
        assertThat(get("/actuator/health/readiness", token + "x").statusCode()).isEqualTo(401);
    }

    @Test
    void answersNothingElseWithoutAToken() throws Exception {
        assertThat(get("/actuator/env").statusCode()).isIn(401, 403, 404);
        assertThat(get("/anything").statusCode()).isIn(401, 403, 404);
    }
}
