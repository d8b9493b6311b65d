package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {

    @TempDir
    private static Path folder;

    @TempDir
    private static Path spool;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("departments.csv"), "\uFEFF1,Supply Chain\n2,Maintenance\n");
        Files.writeString(folder.resolve("jobs.csv"), "id,job\n1,Recruiter\n");
        Files.writeString(folder.resolve("README.txt"), "not a table");
        Database database = Backends.freshDatabase();
        SinkTables.create(database);
        gateway = RunningGateway.start(
                database,
                Map.of(
                        "rollcall.gateway.csv-folder",
                        folder.toString(),
                        "rollcall.gateway.max-upload",
                        "150MB",
                        "rollcall.gateway.progress-interval",
                        "50ms",
                        "rollcall.gateway.upload-folder",
                        spool.toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void bringsInTheConfiguredFolder() {
        Answer answer = RunningGateway.send(gateway.request("/migrate").POST(BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("state").asString()).isEqualTo("accepted");
        assertThat(answer.body().path("source").asString()).isEqualTo("migrate");
        assertThat(answer.body().at("/tables/departments/received").asInt()).isEqualTo(2);
        assertThat(answer.body().at("/tables/jobs/received").asInt()).isEqualTo(1);
        assertThat(published("departments", answer).getFirst().value().get("department"))
                .hasToString("Supply Chain");
        assertThat(RawTopic.header(published("jobs", answer).getFirst(), "source"))
                .contains("jobs.csv:2");
    }

    @Test
    void bringsInUploadedFilesInDependencyOrder() {
        Answer answer = upload(new Multipart()
                .file("hired_employees.csv", "1,Ann,2021-07-27T16:02:08Z,1,1\n")
                .file("jobs.csv", jobs(2500))
                .file("departments.csv", "1,D\n"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("received").asInt()).isEqualTo(2502);

        List<ConsumerRecord<String, GenericRecord>> jobs = published("jobs", answer);
        assertThat(jobs).hasSize(2500);
        assertThat(jobs.get(2499).value().get("id")).hasToString("2499");
        assertThat(RawTopic.header(jobs.get(2499), "row")).contains("2499");
        assertThat(RawTopic.header(jobs.get(2499), "source")).contains("jobs.csv:2500");
        assertThat(published("hired_employees", answer).getFirst().timestamp())
                .isGreaterThanOrEqualTo(
                        published("departments", answer).getFirst().timestamp());
        assertThat(gateway.get("/batches/" + answer.id()).body()).isEqualTo(answer.body());
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void refusesUnknownFilesBeforeAnythingIsPublished() {
        int before = gateway.get("/batches?limit=500").body().size();
        Answer answer = upload(new Multipart().file("jobs.csv", "1,a\n").file("../../etc/passwd", "root\n"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:rollcall:problem:unknown-table");
        assertThat(answer.body().path("table").asString()).isEqualTo("passwd");
        assertThat(upload(new Multipart().file("jobs.csv", "1,a\n").file("jobs.csv", "2,b\n"))
                        .status())
                .isEqualTo(422);
        assertThat(upload(new Multipart()).status()).isIn(400, 422);
        assertThat(gateway.get("/batches?limit=500").body().size()).isEqualTo(before);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void refusesOtherBodies() {
        assertThat(gateway.post("/migrate", "text/csv", "1,a\n").status()).isEqualTo(415);
        assertThat(gateway.post("/migrate", Multipart.CONTENT_TYPE, "no parts").status())
                .isIn(400, 422);
    }

    @Test
    void saysWhatStandsWhenAFileIsNotUtf8() {
        byte[] good = jobs(1500).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = java.util.Arrays.copyOf(good, good.length + 4);
        System.arraycopy(new byte[] {'9', ',', (byte) 0xE9, '\n'}, 0, bytes, good.length, 4);
        Answer answer = upload(new Multipart().file("departments.csv", "1,D\n").file("jobs.csv", bytes));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("byte").asInt()).isEqualTo(good.length + 2);
        assertThat(answer.body().path("file").asString()).isEqualTo("jobs.csv");
        assertThat(answer.body().path("rows_standing").asInt()).isEqualTo(1501);
        var receipt = gateway.get(answer.header("Location")).body();
        assertThat(receipt.path("id").asString())
                .isEqualTo(answer.body().path("batch").asString());
        assertThat(receipt.path("state").asString()).isEqualTo("failed");
        assertThat(receipt.path("received").asInt()).isEqualTo(1501);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void saysWhatStandsWhenAQuoteIsNotClosed() {
        Answer answer = upload(new Multipart().file("jobs.csv", jobs(10) + "10,\"open\n"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("line").asInt()).isEqualTo(11);
        assertThat(answer.body().path("rows_standing").asInt()).isEqualTo(10);
    }

    @Test
    void keepsMemoryFlatWhateverTheSizeOfAnUpload() {
        int rows = 170_000;
        long before = heapAfterCollection();
        AtomicLong highest = new AtomicLong();
        Answer answer;
        try (ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor()) {
            var _ = sampler.scheduleAtFixedRate(
                    () -> highest.accumulateAndGet(heapAfterCollection(), Math::max), 2, 2, TimeUnit.SECONDS);
            answer = upload(new Multipart().file("hired_employees.csv", () -> new GeneratedHires(rows)));
        }
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("received").asInt()).isEqualTo(rows);
        assertThat(highest.get() - before).isLessThan(100L << 20);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void refusesUploadsOverTheLimitBeforeTheyAreSent() {
        var request = gateway.request("/migrate")
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .expectContinue(true)
                .POST(BodyPublishers.fromPublisher(
                        new Multipart()
                                .file("hired_employees.csv", () -> new GeneratedHires(650_000))
                                .body(),
                        500_000_000));
        assertThat(RunningGateway.send(request).status()).isEqualTo(413);
    }

    @Test
    void breaksUploadsOffThatGrowOverTheLimit() {
        int before = gateway.get("/batches?limit=500").body().size();
        try {
            Answer answer = upload(new Multipart().file("hired_employees.csv", () -> new GeneratedHires(650_000)));
            assertThat(answer.status()).isEqualTo(413);
        } catch (UncheckedIOException e) {
            // The client was still sending when the gateway hung up.
            assertThat(e.getCause()).isInstanceOf(IOException.class);
        }
        Awaitility.await().untilAsserted(() -> assertThat(spool).isEmptyDirectory());
        assertThat(gateway.get("/batches?limit=500").body().size()).isEqualTo(before);
    }

    private static long heapAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Answer upload(Multipart form) {
        return gateway.post("/migrate", Multipart.CONTENT_TYPE, form.body());
    }

    private static String jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + ",Job " + i + "\n").collect(Collectors.joining());
    }

    private static List<ConsumerRecord<String, GenericRecord>> published(String table, Answer answer) {
        return RawTopic.ofBatch(Backends.bootstrapServers(), Backends.registryUrl(), table, answer.id());
    }
}
