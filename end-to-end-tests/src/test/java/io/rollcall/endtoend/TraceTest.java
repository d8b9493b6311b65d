package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.endtoend.SpanCollector.Taken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Where somebody collects spans, a batch can be followed from its request to the commit that stores it. */
@TestInstance(Lifecycle.PER_CLASS)
class TraceTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CLIENT = "00f067aa0ba902b7";

    private SpanCollector collector;
    private RollcallProcess rollcall;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        collector = new SpanCollector();
        rollcall = RollcallProcess.up(
                data,
                RollcallProcess.freePortRange(),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "200"));
    }

    @AfterAll
    void end() {
        if (rollcall != null) {
            rollcall.close();
        }
        collector.close();
    }

    @Test
    void aRequestsRowsAreFollowedThroughBothTopicsToTheCommit() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        String batch = rollcall.addresses()
                .door()
                .with("traceparent", header(trace))
                .ingest("""
                        {"departments": [{"id": 7100, "department": "Tracing"}], "jobs": [{"id": 7100, "job": ""}]}""")
                .required("id")
                .asString();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(collector.tree(trace, CLIENT))
                        .containsExactly(
                                "ingest-gateway: http post /ingest",
                                "  ingest-gateway: publish raw.departments (1)",
                                "    validator-stream: judge raw.departments (1)",
                                "      db-sink: store valid.departments (1)",
                                "  ingest-gateway: publish raw.jobs (1)",
                                "    validator-stream: judge raw.jobs (1)",
                                "      db-sink: store dead-letters (1)"));
        assertThat(collector.ofTrace(trace))
                .filteredOn(taken -> !taken.span().getName().startsWith("http"))
                .allSatisfy(taken ->
                        assertThat(taken.attribute("rollcall.batch.id")).isEqualTo(batch));
    }

    @Test
    void aTransactionAndTheTracesOfItsBatchesAreLinked() {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        rollcall.addresses()
                .door()
                .with("traceparent", header(trace))
                .ingest("jobs", "[{\"id\": 7200, \"job\": \"Linked\"}]");

        await().atMost(SOON).untilAsserted(() -> {
            Taken stored = named(trace, "store valid.jobs");
            assertThat(collector.transactions())
                    .filteredOn(taken -> taken.span().getName().equals("store transaction"))
                    .filteredOn(taken -> stored.linkedTraces().contains(taken.trace()))
                    .singleElement()
                    .satisfies(taken -> assertThat(taken.linkedTraces()).contains(trace));
        });
    }

    @Test
    void aDirectProducersTraceGoesOn() throws Exception {
        String trace = "5b8efff798038103d269b633813fc60c";
        byte[] poison = {0x7f};

        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        rollcall.addresses().of("kafka")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var message = new ProducerRecord<byte[], byte[]>("raw.jobs", poison);
            message.headers().add("traceparent", header(trace).getBytes(StandardCharsets.US_ASCII));
            producer.send(message).get();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(collector.tree(trace, CLIENT))
                        .containsExactly("validator-stream: judge raw.jobs (1)", "  db-sink: store dead-letters (1)"));
        assertThat(named(trace, "judge raw.jobs").attribute("rollcall.records.rejected"))
                .isEqualTo("1");
    }

    private Taken named(String trace, String name) {
        List<Taken> found = collector.ofTrace(trace).stream()
                .filter(taken -> taken.span().getName().equals(name))
                .toList();
        assertThat(found).as("spans named " + name).isNotEmpty();
        return found.getLast();
    }

    private static String header(String trace) {
        return "00-%s-%s-01".formatted(trace, CLIENT);
    }
}
