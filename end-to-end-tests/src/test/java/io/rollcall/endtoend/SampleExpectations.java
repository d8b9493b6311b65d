package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The sample data, and what its generator says must come of it. */
final class SampleExpectations {

    static final Path FOLDER = Path.of("..", "sample-data").toAbsolutePath().normalize();
    static final List<Path> FILES = Stream.of("departments.csv", "jobs.csv", "hired_employees.csv")
            .map(FOLDER::resolve)
            .toList();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode EXPECTED =
            JSON.readTree(FOLDER.resolve("expected.json").toFile());

    private SampleExpectations() {}

    static JsonNode ofTable(String table) {
        return EXPECTED.at("/tables/" + table);
    }

    static void assertReceipt(JsonNode receipt) {
        EXPECTED.get("tables").properties().forEach(table -> {
            JsonNode part = receipt.at("/tables/" + table.getKey());
            for (String figure : List.of("received", "stored", "rejected")) {
                assertThat(part.get(figure))
                        .as(table.getKey() + " " + figure)
                        .isEqualTo(table.getValue().get(figure));
            }
        });
    }

    /** Everything but the rows that this condition describes. */
    static void assertMet(AddressBook rollcall, String besides) {
        Database database = rollcall.database();
        EXPECTED.get("tables")
                .properties()
                .forEach(table -> assertThat(database.count(
                                "SELECT count(*) FROM " + table.getKey() + " WHERE NOT (" + besides + ")"))
                        .as(table.getKey())
                        .isEqualTo(table.getValue().get("rows_in_table").asLong()));
        assertMetrics(rollcall.door());
        assertThat(reasonsOfTheFirstMigration(database)).isEqualTo(expectedReasons());
    }

    static void assertMetrics(Door door) {
        EXPECTED.get("years").properties().forEach(year -> assertYear(door, year));
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
