package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started, through its HTTP port. */
class ValidatorApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void startsJudgesAndSaysHowItDoes(@TempDir Path folder) {
        Broker kafka = Backends.freshKafka();
        try (ConfigurableApplicationContext service = start(folder, kafka.bootstrapServers(), Backends.registryUrl());
                Cluster cluster = new Cluster(kafka.bootstrapServers(), Backends.registryUrl())) {
            cluster.send("service", "departments", 1L, "Sales");
            cluster.send("service", "departments", "x", "");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.verdicts("service")).hasSize(2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    get(service, "/actuator/health/readiness").statusCode())
                            .isEqualTo(200));
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
            assertThat(get(service, "/actuator/health/readiness").statusCode()).isEqualTo(503);
        }
    }

    private static ConfigurableApplicationContext start(Path folder, String kafka, String registry) {
        return ValidatorApplication.builder()
                .properties(Map.of(
                        "server.port",
                        "0",
                        "SECRET_KEY",
                        "a-key-of-the-tests-that-opens-nothing-anywhere-else",
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

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
