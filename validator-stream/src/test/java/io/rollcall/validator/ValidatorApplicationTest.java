package io.rollcall.validator;

import static io.rollcall.validator.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.DemoAccess;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started, through its HTTP port. */
class ValidatorApplicationTest {

    private static final DemoAccess ACCESS = DemoAccess.create();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void startsJudgesAndSaysHowItDoes(@TempDir Path folder) {
        Broker kafka = Backends.freshKafka();
        try (ConfigurableApplicationContext service = start(folder, kafka.bootstrapServers(), Backends.registryUrl());
                Cluster cluster = new Cluster(kafka.bootstrapServers(), Backends.registryUrl())) {
            cluster.send("service", "departments", 1L, "Sales");
            cluster.send("service", "departments", "x", "");

            await().untilAsserted(() -> assertThat(cluster.verdicts("service")).hasSize(2));
            awaitReady(service);
            assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(service, "/actuator/prometheus").body())
                    .contains("rollcall_validator_received_total{table=\"departments\"} 2.0")
                    .contains("rollcall_validator_accepted_total{table=\"departments\"} 1.0")
                    .contains("rollcall_validator_rejected_total{code=\"missing\",table=\"departments\"} 1.0")
                    .contains("rollcall_validator_rejected_total{code=\"not_an_integer\",table=\"departments\"} 1.0")
                    .contains("rollcall_validator_parked 0.0");
        }
    }

    @Test
    void comesUpWithoutItsBackendsAndIsNotReady(@TempDir Path folder) {
        try (ConfigurableApplicationContext service =
                start(folder, "127.0.0.1:1", "http://127.0.0.1:1/apis/ccompat/v7")) {
            assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(readiness(service).body())
                    .contains("\"state\":\"not started\"", "\"waiting\":{", "\"topology\":{\"since\":"));
            assertThat(readiness(service).statusCode()).isEqualTo(503);
            assertThat(get(service, "/actuator/health/readiness").body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
        }
    }

    @Test
    void saysThatTheBrokerIsAwayAndIsReadyWhenItIsBack(@TempDir Path folder) {
        Broker kafka = Backends.freshKafka();
        try (ConfigurableApplicationContext service = start(folder, kafka.bootstrapServers(), Backends.registryUrl())) {
            awaitReady(service);
            kafka.stop();
            await().untilAsserted(() -> assertThat(readiness(service).body())
                    .contains(
                            "\"status\":\"OUT_OF_SERVICE\"",
                            "\"waiting\":{\"tide\":{\"since\":",
                            "Kafka is away or refuses: "));
            kafka.start();
            await().untilAsserted(() -> assertThat(readiness(service).body())
                    .contains("\"validatorHealth\":", "\"status\":\"UP\"")
                    .doesNotContain("waiting", "DOWN", "OUT_OF_SERVICE"));
        }
    }

    @Test
    void saysThatTheLogCannotBeWrittenAndJudgesMeanwhile(@TempDir Path folder) throws IOException {
        Broker kafka = Backends.freshKafka();
        Path inTheWay = Files.createFile(folder.resolve("logs"));
        try (ConfigurableApplicationContext service = start(folder, kafka.bootstrapServers(), Backends.registryUrl());
                Cluster cluster = new Cluster(kafka.bootstrapServers(), Backends.registryUrl())) {
            cluster.send("service", "departments", "x", "");
            await().during(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(health(service, "").body())
                            .contains(
                                    "\"dead-letter-log\":{\"details\":{\"since\":",
                                    "a file cannot be read or written: java.nio.file.FileAlreadyExistsException"));
            awaitReady(service);

            Files.delete(inTheWay);
            await().untilAsserted(() ->
                    assertThat(health(service, "").body()).contains("\"dead-letter-log\":{\"status\":\"UP\"}"));
            await().until(() -> isNotEmpty(inTheWay));
        }
    }

    private static boolean isNotEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    private void awaitReady(ConfigurableApplicationContext service) {
        await().untilAsserted(() -> assertThat(readiness(service).statusCode()).isEqualTo(200));
    }

    private static ConfigurableApplicationContext start(Path folder, String kafka, String registry) {
        return ValidatorApplication.builder()
                .properties(ACCESS.properties())
                .properties(Map.of(
                        "rollcall.kafka.bootstrap-servers",
                        kafka,
                        "rollcall.kafka.partitions",
                        "3",
                        "rollcall.registry.url",
                        registry,
                        "rollcall.validator.state-dir",
                        folder.resolve("state").toString(),
                        "rollcall.validator.dead-letter-log",
                        folder.resolve("logs").toString()))
                .run("--server.port=0");
    }

    /** As whoever has a token sees it. */
    private HttpResponse<String> readiness(ConfigurableApplicationContext service) {
        return health(service, "/readiness");
    }

    private HttpResponse<String> health(ConfigurableApplicationContext service, String group) {
        return send(request(service, "/actuator/health" + group)
                .header(
                        "Authorization",
                        "Bearer " + ACCESS.tokenUntil(Instant.now().plusSeconds(60))));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path) {
        return send(request(service, path));
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext service, String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
