package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The quickstart's own sample data, held against what its generator says that must come of it. */
@TestMethodOrder(OrderAnnotation.class)
class SampleDataTest {

    private static final Path SAMPLE =
            Path.of("..", "sample-data").toAbsolutePath().normalize();
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
    void comesToTheSameFiguresWhenTheFolderIsMigratedAgain() {
        try (RollcallProcess process = RollcallProcess.up(data, port)) {
            AddressBook rollcall = process.addresses();
            assertMeetsExpectations(rollcall);

            JsonNode batch = rollcall.door()
                    .migrate(Stream.of("departments.csv", "jobs.csv", "hired_employees.csv")
                            .map(SAMPLE::resolve)
                            .toList());
            JsonNode receipt =
                    rollcall.door().closedReceipt(batch.required("id").asString(), Duration.ofMinutes(4));

            assertReceipt(receipt);
            assertMeetsExpectations(rollcall);
        }
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
                .forEach(table -> assertThat(database.count("SELECT count(*) FROM " + table.getKey()))
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
