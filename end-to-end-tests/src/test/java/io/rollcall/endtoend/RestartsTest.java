package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One data folder through three lives: a demo of the sample data, held against what its generator says must come of it; one that
 * is killed while it takes the same again and a large file besides; and the one after, in which every row has one verdict.
 */
@TestMethodOrder(OrderAnnotation.class)
class RestartsTest {

    private static final int ROWS = Integer.getInteger("rollcall.kill-nine.rows", 100_000);
    private static final int FIRST_ID = 1_000_000;
    private static final String LARGE = "id BETWEEN %d AND %d".formatted(FIRST_ID, FIRST_ID + ROWS - 1);
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Path SAMPLE =
            Path.of("..", "sample-data").toAbsolutePath().normalize();
    private static final List<Path> SAMPLE_FILES = Stream.of("departments.csv", "jobs.csv", "hired_employees.csv")
            .map(SAMPLE::resolve)
            .toList();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode EXPECTED =
            JSON.readTree(SAMPLE.resolve("expected.json").toFile());

    @TempDir
    private static Path data;

    private static int port;

    @Test
    @Order(1)
    void printsReceiptAndMetricsAndEnds() throws InterruptedException {
        port = RollcallProcess.freePortRange();
        try (RollcallProcess demo = RollcallProcess.start(
                data, "demo", "--once", "--csv", SAMPLE.toString(), "--data", data.toString(), "--port", "" + port)) {
            assertThat(demo.awaitEnd(Duration.ofMinutes(6))).as(demo.output()).isZero();

            JsonNode hires = EXPECTED.at("/tables/hired_employees");
            assertThat(demo.output())
                    .contains(
                            hires.get("stored").asString(),
                            hires.get("rejected").asString(),
                            "Manufacturing");
        }
    }

    @Test
    @Order(2)
    void givesEveryRowOneVerdictThoughTheProcessIsKilled(@TempDir Path folder) throws IOException {
        List<Path> large = List.of(hiresOf1999(folder));
        RollcallProcess first = RollcallProcess.up(data, port);
        assertMeetsExpectations(first.addresses());
        String sampleAgain = migrate(first.addresses().door(), SAMPLE_FILES);
        // Its answer never comes: the process that would give it is killed.
        var _ = HttpClient.newHttpClient()
                .sendAsync(first.addresses().door().migration(large), BodyHandlers.ofString());
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> largeHires(first.addresses()) > ROWS / 20);
        first.killHard();

        try (RollcallProcess second = RollcallProcess.up(data, port)) {
            AddressBook rollcall = second.addresses();
            Door door = rollcall.door();
            JsonNode batch = door.eventually("/batches", RECOVERY, RestartsTest::isClosed)
                    .get(0);
            long received = batch.required("received").asLong();
            assertThat(received).isPositive();
            assertThat(batch.required("stored").asLong()).isEqualTo(received);
            assertThat(batch.required("state").asString()).isIn("interrupted", "accepted");
            assertThat(largeHires(rollcall)).isEqualTo(received);

            assertReceipt(door.closedReceipt(sampleAgain, RECOVERY));
            assertMeetsExpectations(rollcall);

            JsonNode whole = door.closedReceipt(migrate(door, large), RECOVERY);
            assertThat(whole.required("stored").asLong()).isEqualTo(ROWS);
            assertThat(largeHires(rollcall)).isEqualTo(ROWS);
            assertThat(rollcall.database().count("SELECT sum(count) FROM rollcall.hires_by_quarter WHERE year = 1999"))
                    .isEqualTo(ROWS);
        }
    }

    private static String migrate(Door door, List<Path> files) {
        return door.migrate(files).required("id").asString();
    }

    /** Hires of a year and of numbers that the sample has none of, in its first department. */
    private static Path hiresOf1999(Path folder) throws IOException {
        Path file = folder.resolve("hired_employees.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int id = FIRST_ID; id < FIRST_ID + ROWS; id++) {
                writer.write(id + ",Hire " + id + ",1999-07-27T16:02:08Z,1,1\n");
            }
        }
        return file;
    }

    private static long largeHires(AddressBook rollcall) {
        return rollcall.database().count("SELECT count(*) FROM hired_employees WHERE " + LARGE);
    }

    private static boolean isClosed(JsonNode batches) {
        return batches.isArray()
                && !batches.isEmpty()
                && batches.get(0).required("pending").asLong() == 0
                && !batches.get(0).required("state").asString().equals("open");
    }

    private static void assertReceipt(JsonNode receipt) {
        EXPECTED.get("tables").properties().forEach(table -> {
            JsonNode part = receipt.at("/tables/" + table.getKey());
            for (String figure : List.of("received", "stored", "rejected")) {
                assertThat(part.get(figure))
                        .as(table.getKey() + " " + figure)
                        .isEqualTo(table.getValue().get(figure));
            }
        });
    }

    private static void assertMeetsExpectations(AddressBook rollcall) {
        Database database = rollcall.database();
        EXPECTED.get("tables")
                .properties()
                .forEach(table -> assertThat(
                                database.count("SELECT count(*) FROM " + table.getKey() + " WHERE NOT " + LARGE))
                        .as(table.getKey())
                        .isEqualTo(table.getValue().get("rows_in_table").asLong()));
        EXPECTED.get("years").properties().forEach(year -> assertYear(rollcall.door(), year));
        assertThat(reasonsOfTheFirstMigration(database)).isEqualTo(expectedReasons());
    }

    private static void assertYear(Door door, Map.Entry<String, JsonNode> year) {
        JsonNode quarters = JSON.readTree(
                door.get("/metrics/hired_by_quarter?year=" + year.getKey()).body());
        assertThat(quarters.size())
                .isEqualTo(year.getValue().get("hired_by_quarter_rows").asInt());
        for (String quarter : List.of("Q1", "Q2", "Q3", "Q4")) {
            long sum = quarters.valueStream()
                    .mapToLong(row -> row.get(quarter).asLong())
                    .sum();
            assertThat(sum)
                    .as(year.getKey() + quarter)
                    .isEqualTo(year.getValue().get(quarter).asLong());
        }
        assertThat(JSON.readTree(door.get("/metrics/departments_above_mean?year=" + year.getKey())
                        .body()))
                .isEqualTo(year.getValue().at("/departments_above_mean/departments"));
        assertThat(JSON.readTree(door.get("/metrics/departments_above_mean?population=hiring&year=" + year.getKey())
                        .body()))
                .isEqualTo(year.getValue().at("/departments_above_mean_of_hiring/departments"));
    }

    private static Map<String, Long> reasonsOfTheFirstMigration(Database database) {
        Map<String, Long> reasons = new TreeMap<>();
        for (String reason : database.texts("""
                SELECT violation ->> 'code' || ' ' || coalesce(violation ->> 'field', '(row)')
                FROM rollcall.dead_letters, jsonb_array_elements(letter -> 'violations') violation
                WHERE batch_id = (SELECT id FROM rollcall.batches ORDER BY opened_at LIMIT 1)""")) {
            reasons.merge(reason, 1L, Long::sum);
        }
        return reasons;
    }

    private static Map<String, Long> expectedReasons() {
        Map<String, Long> reasons = new TreeMap<>();
        EXPECTED.get("violations_by_code_and_field")
                .properties()
                .forEach(code -> code.getValue()
                        .properties()
                        .forEach(field -> reasons.put(
                                code.getKey() + " " + field.getKey(),
                                field.getValue().asLong())));
        return reasons;
    }
}
