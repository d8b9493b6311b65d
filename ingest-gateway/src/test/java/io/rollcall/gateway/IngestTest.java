package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private static Database database;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        database = Backends.freshDatabase();
        SinkTables.create(database);
        gateway = RunningGateway.start(
                database, Map.of("rollcall.gateway.max-body", "1MB", "rollcall.gateway.max-bodies-in-flight", "8MB"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void publishesTheRowsOfAllTablesAndAnswersWithTheReceipt() {
        Answer answer = gateway.post("/ingest", JSON, """
                {"departments":[{"id":1,"department":"Supply Chain"},{"id":" 02 ","department":"Maintenance"}],
                 "hired_employees":[{"id":9,"name":"Ann","datetime":"2021-07-27T16:02:08Z","department_id":1,"job_id":"3"}]}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/batches/" + answer.id());
        assertThat(answer.body().path("state").asString()).isEqualTo("accepted");
        assertThat(answer.body().path("submitted_by").asString()).isEqualTo("admin");
        assertThat(answer.body().path("received").asInt()).isEqualTo(3);
        assertThat(answer.body().path("pending").asInt()).isEqualTo(3);
        assertThat(answer.body().path("complete").asBoolean()).isFalse();
        assertThat(answer.body().at("/tables/departments/received").asInt()).isEqualTo(2);

        List<ConsumerRecord<String, GenericRecord>> departments = published("departments", answer);
        assertThat(departments).extracting(ConsumerRecord::key).containsExactly("1", "2");
        assertThat(departments.get(0).value().get("id")).isEqualTo(1L);
        assertThat(departments.get(1).value().get("id")).hasToString(" 02 ");
        assertThat(RawTopic.header(departments.get(1), "row")).contains("1");
        assertThat(RawTopic.header(departments.get(1), "source")).contains("127.0.0.1");
        assertThat(RawTopic.header(departments.get(1), "submitted-by")).contains("admin");
        assertThat(RawTopic.header(departments.get(1), "original")).isEmpty();
        assertThat(published("hired_employees", answer).getFirst().value().get("job_id"))
                .hasToString("3");
    }

    @Test
    void aRowThatDoesNotFitTheRawSchemaTravelsAsSent() {
        Answer answer = gateway.post(
                "/ingest/jobs", JSON, "[{\"id\":[7],\"job\":\"\\ud800\",\"n\":1.50},{\"id\":1,\"job\":\"x\"}]");
        ConsumerRecord<String, GenericRecord> record = published("jobs", answer).getFirst();
        assertThat(record.key()).isNull();
        assertThat(RawTopic.header(record, "original"))
                .hasValueSatisfying(original ->
                        assertThat(original).isEqualToIgnoringCase("{\"id\":[7],\"job\":\"\\ud800\",\"n\":1.50}"));
    }

    @Test
    void allWaysOfWritingAnIdLandInOnePartition() {
        Answer answer = gateway.post(
                "/ingest/jobs", JSON, "[{\"id\":7},{\"id\":\"7\"},{\"id\":\" 7 \"},{\"id\":\"007\"},{\"id\":\"+7\"}]");
        List<ConsumerRecord<String, GenericRecord>> records = published("jobs", answer);
        assertThat(records).hasSize(5);
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        assertThat(records.stream().map(ConsumerRecord::key).distinct()).containsExactly("7");
    }

    @Test
    void takesCsvWithLines() {
        Answer answer = gateway.post("/ingest/jobs", CSV, "\uFEFFjob,id\n\"Boss, big\",1\n\nClerk\n");
        List<ConsumerRecord<String, GenericRecord>> records = published("jobs", answer);
        assertThat(records.get(0).value().get("job")).hasToString("Boss, big");
        assertThat(records.get(0).value().get("id")).hasToString("1");
        assertThat(RawTopic.header(records.get(0), "source")).contains("jobs.csv:2");
        assertThat(RawTopic.header(records.get(1), "source")).contains("jobs.csv:4");
        assertThat(RawTopic.header(records.get(1), "original")).contains("[\"Clerk\"]");
    }

    @Test
    void takesALineARow() {
        Answer answer = gateway.post("/ingest/jobs", NDJSON, "{\"id\":1,\"job\":\"a\"}\n\n{\"id\":2,\"job\":\"b\"}\n");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(RawTopic.header(published("jobs", answer).get(1), "source")).contains("jobs.ndjson:3");
    }

    @Test
    void aThousandRowsAreTakenOneMoreIsNotAndNothingIsPublished() {
        assertThat(gateway.post("/ingest/jobs", JSON, rows(1000)).status()).isEqualTo(202);
        long before = gateway.get("/batches?limit=500").body().size();
        Answer answer = gateway.post("/ingest/jobs", JSON, rows(1001));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:rollcall:problem:batch-too-large");
        assertThat(answer.body().path("rows").asInt()).isEqualTo(1001);
        assertThat((long) gateway.get("/batches?limit=500").body().size()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ingest | {} | 422 | empty-batch",
                "/ingest | {\"jobs\":[]} | 422 | empty-batch",
                "/ingest | {\"nobody\":[{}]} | 422 | unknown-table",
                "/ingest/nobody | [{}] | 422 | unknown-table",
                "/ingest/jobs | [] | 422 | empty-batch",
                "/ingest/jobs | [{]] | 400 | malformed",
                "/ingest | [1] | 400 | malformed",
                "/ingest/jobs | [{\"id\":1,\"id\":2}] | 400 | malformed"
            })
    void refusesWhatItCannotTake(String path, String body, int status, String problem) {
        Answer answer = gateway.post(path, JSON, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:rollcall:problem:" + problem);
        assertThat(answer.body().path("detail").asString()).endsWith("Nothing was published.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "text/csv; charset=iso-8859-1"})
    void refusesOtherFormats(String contentType) {
        assertThat(gateway.post("/ingest/jobs", contentType, "1,a").status()).isEqualTo(415);
    }

    @Test
    void namesThePositionOfMalformedUtf8() {
        byte[] csv = "1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = gateway.post("/ingest/jobs", CSV, BodyPublishers.ofByteArray(csv));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("byte").asInt()).isEqualTo(5);
    }

    @Test
    void refusesBodiesOverTheLimitHoweverTheyAreSent() {
        byte[] large = ("[{\"job\":\"" + "x".repeat(2_000_000) + "\"}]").getBytes(StandardCharsets.UTF_8);
        assertThat(gateway.post("/ingest/jobs", JSON, BodyPublishers.ofByteArray(large))
                        .status())
                .isEqualTo(413);
        Answer chunked = gateway.post(
                "/ingest/jobs", JSON, BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void wantsAToken() {
        var request = java.net.http.HttpRequest.newBuilder(gateway.uri("/ingest/jobs"))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString("[{}]"));
        assertThat(RunningGateway.send(request).status()).isEqualTo(401);
    }

    @Test
    void theReceiptIsThereRightAfterwards() {
        for (int i = 0; i < 20; i++) {
            Answer answer = gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]");
            Answer receipt = gateway.get(answer.header("Location"));
            assertThat(receipt.status()).isEqualTo(200);
            assertThat(receipt.body()).isEqualTo(answer.body());
        }
    }

    @Test
    void countsWhatTheSinkHasDone() {
        String id = gateway.post("/ingest/jobs", JSON, rows(10)).id();
        SinkTables.write(database, id, "jobs", 10, 6, 3);
        var receipt = gateway.get("/batches/" + id).body();
        assertThat(receipt.path("stored").asInt()).isEqualTo(6);
        assertThat(receipt.path("rejected").asInt()).isEqualTo(3);
        assertThat(receipt.path("pending").asInt()).isEqualTo(1);
        assertThat(receipt.path("complete").asBoolean()).isFalse();
    }

    @Test
    void waitsForTheFinalReceiptIfAskedTo() throws Exception {
        var request = gateway.request("/ingest/jobs")
                .header("Content-Type", JSON)
                .header("Prefer", "respond-async, wait=30")
                .POST(BodyPublishers.ofString(rows(10)));
        List<String> before = ids();
        try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = executor.submit(() -> RunningGateway.send(request));
            org.awaitility.Awaitility.await().until(() -> ids().size() > before.size());
            String id = ids().stream()
                    .filter(known -> !before.contains(known))
                    .findFirst()
                    .orElseThrow();
            SinkTables.write(database, id, "jobs", 10, 8, 2);
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().header("Preference-Applied")).isEqualTo("wait=30");
            assertThat(answer.get().body().path("complete").asBoolean()).isTrue();
            assertThat(answer.get().body().path("stored").asInt()).isEqualTo(8);
        }
    }

    @Test
    void answers202WhenTheTimeIsUp() {
        Answer answer = RunningGateway.send(gateway.request("/ingest/jobs")
                .header("Content-Type", JSON)
                .header("Prefer", "wait=1")
                .POST(BodyPublishers.ofString("[{\"id\":1}]")));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "0198c9b0-0000-7000-8000-00000000000", "0198c9b0-0000-7000-8000-000000000000"})
    void anUnknownBatchIsNotFound(String id) {
        assertThat(gateway.get("/batches/" + id).status()).isEqualTo(404);
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        List<String> sent = IntStream.range(0, 3)
                .mapToObj(
                        i -> gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]").id())
                .toList();
        Answer first = gateway.get("/batches?limit=2");
        assertThat(idsOf(first)).containsExactly(sent.get(2), sent.get(1));
        Answer second = gateway.get("/batches?limit=2&after=" + sent.get(1));
        assertThat(idsOf(second)).first().isEqualTo(sent.get(0));
        assertThat(gateway.get("/batches?limit=0").status()).isEqualTo(400);
        assertThat(gateway.get("/batches?after=x").status()).isEqualTo(400);
        assertThat(gateway.get("/batches?limit=many").status()).isEqualTo(400);
    }

    @Test
    void showsItsFigures() {
        gateway.post("/ingest/departments", JSON, "[{\"id\":1}]");
        gateway.post("/ingest/departments", JSON, "[]");
        String figures = gateway.get("/actuator/prometheus").response().body();
        assertThat(figures).contains("rollcall_rows_accepted_total{", "table=\"departments\"");
        assertThat(figures).contains("rollcall_requests_refused_total{", "reason=\"empty-batch\"");
    }

    private static List<String> ids() {
        return idsOf(gateway.get("/batches?limit=500"));
    }

    private static List<String> idsOf(Answer page) {
        return page.body()
                .valueStream()
                .map(batch -> batch.path("id").asString())
                .toList();
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":" + i + ",\"job\":\"j\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<ConsumerRecord<String, GenericRecord>> published(String table, Answer answer) {
        return RawTopic.ofBatch(Backends.bootstrapServers(), Backends.registryUrl(), table, answer.id());
    }
}
