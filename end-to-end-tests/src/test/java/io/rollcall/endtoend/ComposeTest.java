package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The separate services, composed as the README says. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Composition composition;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(Programs.works("docker", "compose", "version"), "skipped: no docker compose on this machine");
        assumeTrue(Programs.works("docker", "info"), "skipped: no Docker engine answers");
        composition = new Composition("deploy/producers.yaml");
        composition.up();
    }

    @AfterAll
    void end() throws IOException {
        if (composition != null) {
            composition.close();
        }
    }

    @Test
    @Order(1)
    void servesTheContractsCallsThroughTheGatewayAlone() {
        Door door = composition.door();

        JsonNode receipt = door.closedReceipt(
                JSON.readTree(door.post("/migrate", "application/json", "").body())
                        .required("id")
                        .asString(),
                SOON);
        SampleExpectations.assertReceipt(receipt);
        SampleExpectations.assertMetrics(door);
        door.done("/backup");
        door.done("/restore?mode=replace&table=hired_employees");
        door.done("/replay?table=jobs");
        SampleExpectations.assertMetrics(door);
    }

    @Test
    @Order(2)
    void publishesTheGatewayAndWhatProducersNeedAndNothingElse() throws IOException {
        List<JsonNode> published = composition
                .compose("ps", "--format", "json")
                .lines()
                .map(JSON::readTree)
                .flatMap(container -> container.required("Publishers").valueStream())
                .filter(port -> port.required("PublishedPort").asInt() != 0)
                .toList();

        assertThat(published)
                .allSatisfy(port -> assertThat(port.required("URL").asString()).isEqualTo("127.0.0.1"));
        assertThat(published)
                .extracting(port -> port.required("TargetPort").asInt())
                .containsExactlyInAnyOrder(8000, 8080, 9094);
    }

    @Test
    @Order(3)
    void letsAProducerWriteToItsTopicAndNothingElse() throws Exception {
        Properties settings = producerSettings();
        byte[] noRecord = "no record".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<String, byte[]> producer = producer(settings)) {
            producer.send(new ProducerRecord<>("raw.departments", noRecord)).get();
            for (String other : List.of("raw.jobs", "valid.departments", "dead-letters", "batches")) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(other, noRecord))
                                .get())
                        .as(other)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
        composition
                .door()
                .eventually(
                        "/pipeline",
                        SOON,
                        figures -> figures.at("/dead_letters/total").asInt() > rejectedOfTheSample());

        composition.run(List.of("deploy/kafka/access", "dismiss", "feeder"));
        try (KafkaProducer<String, byte[]> producer = producer(settings)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("raw.departments", noRecord))
                            .get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    @Order(4)
    void keepsEverythingWhenItIsTakenDown() throws IOException {
        JsonNode backups = json(composition.door(), "/backups");
        JsonNode receipts = json(composition.door(), "/batches");
        composition.down();
        composition.up();

        Door door = composition.door();
        SampleExpectations.assertMetrics(door);
        assertThat(json(door, "/backups")).isEqualTo(backups).isNotEmpty();
        assertThat(json(door, "/batches")).isEqualTo(receipts).isNotEmpty();
    }

    @Test
    @Order(5)
    void doesNotStartWithoutSecrets() throws IOException {
        Programs.Ended ended = Programs.run(
                Duration.ofMinutes(1),
                Map.of("COMPOSE_ENV_FILES", "/dev/null"),
                List.of("docker", "compose", "config", "--quiet"));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.complained()).contains("is not set; see .env.example");
    }

    private static JsonNode json(Door door, String path) {
        return JSON.readTree(door.get(path).body());
    }

    private static int rejectedOfTheSample() {
        return List.of("departments", "jobs", "hired_employees").stream()
                .mapToInt(table ->
                        SampleExpectations.ofTable(table).required("rejected").asInt())
                .sum();
    }

    /** As the script prints them, with where to and whom to trust. */
    private Properties producerSettings() throws IOException {
        Properties settings = new Properties();
        settings.load(
                new StringReader(composition.run(List.of("deploy/kafka/access", "producer", "feeder", "departments"))));
        Path authority = Files.createTempFile("rollcall", ".pem");
        authority.toFile().deleteOnExit();
        composition.compose("cp", "kafka:/ca/ca.pem", authority.toString());
        settings.put("bootstrap.servers", "localhost:" + composition.producersPort());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", authority.toString());
        settings.put("max.block.ms", "20000");
        return settings;
    }

    private static KafkaProducer<String, byte[]> producer(Properties settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
