package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.archive.Draft;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.Seal;
import io.rollcall.schemas.Table;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
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
    void comesToNothingIfItIsCancelledAtTheLastMoment() throws Exception {
        String id = world.backup();
        world.put("hired_employees", 301, "Later", 5L, 1L, 1L);
        world.delete("hired_employees", 8);
        world.settle();
        List<String> before = world.everything();
        String address;
        try (Connection other = world.database.connectAsOwner();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // What is referred to is locked before anything is published.
            statement.execute("SELECT FROM departments WHERE id = 1 FOR UPDATE");
            address = begun("/restore?mode=replace&backup=" + id);
            Awaitility.await()
                    .until(() -> world.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND application_name = 'backup-service'")
                            .equals(List.of("1")));
            assertThat(world.call("DELETE", address).statusCode()).isEqualTo(202);
            other.commit();
        }
        Awaitility.await().until(() -> state(address).equals("cancelled"));
        assertThat(world.everything()).isEqualTo(before);
        assertThat(Topic.lastOfEachKey(world.kafka, hires())).containsEntry("8", -1);
        Awaitility.await()
                .until(() -> world.query("SELECT count(*) FROM rollcall.offsets WHERE held_by IS NOT NULL")
                        .equals(List.of("0")));
    }

    private static String begun(String path) {
        HttpResponse<String> answer = world.call("POST", path, World.access().token(Scope.BACKUP), "wait=0");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String state(String address) {
        return World.json(world.call("GET", address)).required("state").asString();
    }

    @Test
    void waitsUntilTheSinkHasStoredWhatIsOlder() {
        String id = world.backup();
        List<String> before = world.everything();
        world.put("hired_employees", 7, "Earlier than the restore", 70_000_000L * 1_000_000L, 3L, 4L);
        world.flush();
        String address = begun("/restore?mode=replace&backup=" + id);
        Awaitility.await()
                .during(Duration.ofMillis(1_500))
                .until(() -> state(address).equals("running"));
        world.execute("UPDATE hired_employees SET name = 'Earlier than the restore' WHERE id = 7");
        world.standAtTheEnds();
        Awaitility.await().until(() -> !state(address).equals("running"));
        assertThat(state(address)).isEqualTo("done");
        assertThat(world.everything()).isEqualTo(before);
    }

    /** A backup of jobs as an older version of the service has left it: one row, id 7. */
    private static String older(String fields, byte... row) throws Exception {
        Table older =
                Table.parse("{\"type\":\"record\",\"name\":\"jobs\",\"namespace\":\"io.rollcall.tables\",\"fields\":["
                        + fields + "]}");
        Path elsewhere = Files.createTempDirectory(folder, "older");
        try (BackupFolder home = BackupFolder.open(elsewhere, Seal.none());
                Draft draft = home.begin(BackupId.at(Instant.now(), 1))) {
            Manifest.TableFile file = draft.write(older, writer -> writer.add(row, row.length));
            String id =
                    draft.publish(Instant.now(), List.of(file), Map.of()).id().text();
            Files.move(elsewhere.resolve(id), world.folder.resolve(id));
            return id;
        }
    }

    @Test
    void restoresWhatWasWrittenBeforeTheSchemaEvolved() throws Exception {
        String id = older("""
                {"name":"gone","type":"string"},{"name":"job","type":"string"},{"name":"id","type":"long"}""", new byte[] {4, 'h', 'i', 6, 'o', 'l', 'd', 14});
        JsonNode verified = World.ended(world.call("POST", "/backups/" + id + "/verify"));
        assertThat(verified.at("/result/proof/whole").asBoolean())
                .as(verified.toString())
                .isTrue();
        JsonNode job = World.ended(world.call("POST", "/restore?table=jobs&backup=" + id));
        assertThat(job.required("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(world.query("SELECT id || job FROM jobs WHERE id = 7")).containsExactly("7old");
        world.delete("jobs", 7);
        world.settle();
    }

    @Test
    void refusesWhatThePresentSchemaCannotReadAndTouchesNothing() throws Exception {
        String id = older("""
                {"name":"id","type":"long"}""", new byte[] {14});
        List<String> before = world.everything();
        JsonNode job = World.ended(world.call("POST", "/restore?table=jobs&backup=" + id));
        assertThat(job.required("state").asString()).isEqualTo("failed");
        assertThat(job.required("why").asString())
                .startsWith("the schema of jobs.avro cannot be read as jobs:")
                .contains("job");
        assertThat(world.everything()).isEqualTo(before);
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
