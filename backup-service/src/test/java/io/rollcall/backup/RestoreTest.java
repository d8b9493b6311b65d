package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a restore makes of tables and topics. */
class RestoreTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder.resolve("backups")).start();
    }

    @BeforeEach
    void fill() {
        world.fill(300);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private Table hires() {
        return world.tables.named("hired_employees").orElseThrow();
    }

    @Test
    void replacesTablesByExactlyWhatTheBackupHolds() {
        List<String> before = world.everything();
        String id = world.backup();
        world.put("departments", 6, "Later");
        world.put("hired_employees", 7, "Renamed", 5L, 6L, 1L);
        world.put("hired_employees", 301, "Later", 5L, 6L, 1L);
        world.delete("hired_employees", 8);
        world.settle();
        assertThat(world.everything()).isNotEqualTo(before);

        JsonNode job = World.ended(world.call("POST", "/restore?mode=replace&backup=" + id));

        assertThat(job.required("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(world.everything()).isEqualTo(before);
        JsonNode receipt = job.at("/result/tables/hired_employees");
        assertThat(receipt.get("read").asLong()).isEqualTo(300);
        assertThat(receipt.get("published").asLong()).isEqualTo(301);
        assertThat(receipt.get("stored").asLong()).isEqualTo(2);
        assertThat(receipt.get("unchanged").asLong()).isEqualTo(298);
        assertThat(receipt.get("deleted").asLong()).isEqualTo(1);
        assertThat(Topic.lastOfEachKey(world.kafka, hires()))
                .containsEntry("301", -1)
                .hasSizeGreaterThanOrEqualTo(301);
        world.settle();
        assertThat(world.everything()).as("as the topics say").isEqualTo(before);
    }

    @Test
    void mergesWhatTheBackupHoldsIntoWhatIsThere() {
        String id = world.backup();
        world.put("hired_employees", 7, "Renamed", 5L, 1L, 1L);
        world.put("hired_employees", 301, "Later", 5L, 1L, 1L);
        world.delete("hired_employees", 8);
        world.settle();

        JsonNode job = World.ended(world.call("POST", "/restore?backup=" + id));

        assertThat(job.at("/result/tables/hired_employees/deleted").asLong()).isZero();
        assertThat(world.query("SELECT name FROM hired_employees WHERE id IN (7, 8, 301) ORDER BY id"))
                .containsExactly("Hire 7", "Hire 8", "Later");
        List<String> after = world.everything();
        world.settle();
        assertThat(world.everything()).as("as the topics say").isEqualTo(after);
    }

    @Test
    void isNotUndoneByAReplayBeforeTheSinkHasReadIt() {
        List<String> before = world.everything();
        String id = world.backup();
        world.put("hired_employees", 301, "Later", 5L, 1L, 1L);
        world.settle();
        World.ended(world.call("POST", "/restore?mode=replace&backup=" + id));
        World.ended(world.call("POST", "/replay"));
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void letsTheSinkGoOnFromWhereItStood() {
        String id = world.backup();
        List<String> before = offsets();
        World.ended(world.call("POST", "/restore?mode=replace&backup=" + id));
        assertThat(offsets()).isEqualTo(before);
        assertThat(world.query("SELECT count(*) FROM rollcall.offsets WHERE held_by IS NOT NULL"))
                .containsExactly("0");
        assertThat(world.query("SELECT count(*) FROM rollcall.rebuilds")).containsExactly("0");
    }

    private List<String> offsets() {
        return world.query("SELECT (topic, \"partition\", next_offset)::text FROM rollcall.offsets ORDER BY 1");
    }

    @Test
    void refusesWhatWouldLeaveHiresWithoutADepartmentAndTouchesNothing() {
        String id = world.backup();
        world.put("departments", 6, "Later");
        world.put("hired_employees", 301, "Later", 5L, 6L, 1L);
        world.settle();
        List<String> before = world.everything();

        JsonNode job = World.ended(world.call("POST", "/restore?table=departments&mode=replace&backup=" + id));

        assertThat(job.required("state").asString()).isEqualTo("failed");
        assertThat(job.required("why").asString()).contains("rows of departments would go that others refer to");
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.query("SELECT count(*) FROM rollcall.offsets WHERE held_by IS NOT NULL"))
                .containsExactly("0");
        assertThat(Topic.lastOfEachKey(
                        world.kafka, world.tables.named("departments").orElseThrow()))
                .doesNotContainValue(-1);
    }

    @Test
    void refusesADamagedBackupAndTouchesNothing() throws IOException {
        String id = world.backup();
        world.delete("hired_employees", 8);
        world.settle();
        List<String> before = world.everything();
        Path file = world.folder.resolve(id).resolve("hired_employees.avro");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        JsonNode restore = World.ended(world.call("POST", "/restore?backup=" + id));
        JsonNode verify = World.ended(world.call("POST", "/backups/" + id + "/verify"));

        for (JsonNode job : List.of(restore, verify)) {
            assertThat(job.required("state").asString()).isEqualTo("failed");
            assertThat(job.required("why").asString()).contains("hired_employees.avro", "SHA-256");
        }
        assertThat(World.json(world.call("GET", "/backups/" + id))
                        .at("/proof/whole")
                        .asBoolean())
                .isFalse();
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void bringsEncryptedBackupsBackToWhoHasTheKey() {
        world.stop();
        world.start("--rollcall.backup.encryption-key="
                + java.util.Base64.getEncoder().encodeToString(new byte[32]));
        List<String> before = world.everything();
        String id = world.backup();
        assertThat(World.ended(world.call("POST", "/backups/" + id + "/verify"))
                        .at("/result/proof/whole")
                        .asBoolean())
                .isTrue();
        world.delete("hired_employees", 8);
        world.settle();
        World.ended(world.call("POST", "/restore?backup=" + id));
        assertThat(world.everything()).isEqualTo(before);

        world.settle();
        world.stop();
        world.start();
        assertThat(World.ended(world.call("POST", "/restore?backup=" + id))
                        .required("why")
                        .asString())
                .contains("encrypted");
    }
}
