package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables rebuilt from their topics. */
class ReplayTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder.resolve("backups")).start();
    }

    @BeforeEach
    void fill() {
        world.fill(200);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void makesATableWhatItsTopicSays() {
        List<String> before = world.everything();
        world.execute("UPDATE hired_employees SET name = 'spoilt' WHERE id < 10");
        world.execute("DELETE FROM hired_employees WHERE id > 190");
        world.execute("INSERT INTO hired_employees SELECT id + 1000, name, datetime, department_id, job_id"
                + " FROM hired_employees WHERE id <= 3");

        JsonNode job = World.ended(world.call("POST", "/replay?table=hired_employees"));

        JsonNode receipt = job.at("/result/tables/hired_employees");
        assertThat(receipt.get("read").asLong()).isGreaterThanOrEqualTo(200);
        assertThat(job.at("/tables/hired_employees/rows")).isEqualTo(receipt.get("read"));
        assertThat(job.at("/tables/hired_employees/of")).isEqualTo(receipt.get("read"));
        assertThat(receipt.get("added").asLong()).isEqualTo(10);
        assertThat(receipt.get("changed").asLong()).isEqualTo(9);
        assertThat(receipt.get("deleted").asLong()).isEqualTo(3);
        assertThat(world.query("SELECT t::text FROM hired_employees AS t ORDER BY id"))
                .hasSize(200)
                .noneMatch(row -> row.contains("spoilt"));
        assertThat(before).containsAll(world.query("SELECT 'hired_employees' || t::text FROM hired_employees AS t"));
    }

    @Test
    void letsTheLastRecordOfAKeyWin() {
        for (int i = 0; i < 30; i++) {
            world.put("hired_employees", 5, "version " + i, 5L, 1L, 1L);
        }
        world.delete("hired_employees", 6);
        world.put("hired_employees", 6, "back", 5L, 1L, 1L);
        world.delete("hired_employees", 7);
        world.settle();
        assertThat(world.query("SELECT name FROM hired_employees WHERE id IN (5, 6, 7) ORDER BY id"))
                .containsExactly("version 29", "back");
    }

    @Test
    void saysWhatWouldChangeAndChangesItOnceThatIsConfirmed() {
        List<String> earlier = world.everything();
        Instant until = Instant.now();
        Awaitility.await().until(() -> Instant.now().isAfter(until.plusMillis(5)));
        world.put("hired_employees", 5, "changed", 5L, 1L, 1L);
        world.delete("hired_employees", 6);
        world.put("hired_employees", 999, "added", 5L, 1L, 1L);
        world.settle();
        List<String> now = world.everything();

        JsonNode shown = World.ended(world.call("POST", "/replay?table=hired_employees&until=" + until));
        assertThat(shown.at("/result/applied").asBoolean()).isFalse();
        assertThat(shown.at("/result/tables/hired_employees/added").asLong()).isEqualTo(1);
        assertThat(shown.at("/result/tables/hired_employees/changed").asLong()).isEqualTo(1);
        assertThat(shown.at("/result/tables/hired_employees/deleted").asLong()).isEqualTo(1);
        assertThat(world.everything()).isEqualTo(now);

        JsonNode done = World.ended(world.call("POST", "/replay?table=hired_employees&confirm=true&until=" + until));
        assertThat(done.at("/result/applied").asBoolean()).isTrue();
        assertThat(done.at("/tables/hired_employees/rows")).isEqualTo(done.at("/result/tables/hired_employees/read"));
        assertThat(done.at("/tables/hired_employees/of")).isEqualTo(done.at("/result/tables/hired_employees/read"));
        assertThat(world.everything()).isEqualTo(earlier);
        world.settle();
        assertThat(world.everything()).as("as the topics say").isEqualTo(earlier);
    }

    @Test
    void leavesOutWhatHasLostWhatItRefersTo() {
        List<String> before = world.everything();
        world.put("departments", 6, "Gone soon");
        world.put("hired_employees", 301, "Orphan", 5L, 6L, 1L);
        world.delete("departments", 6);
        world.settle();
        assertThat(world.everything()).isEqualTo(before);
        JsonNode job = World.ended(world.call("POST", "/replay?table=hired_employees"));
        assertThat(job.at("/result/tables/hired_employees/left_out").asLong())
                .as(job.toString())
                .isEqualTo(1);
        assertThat(world.everything()).isEqualTo(before);
    }
}
