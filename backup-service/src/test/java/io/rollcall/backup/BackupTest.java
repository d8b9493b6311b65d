package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Backups over HTTP: taken, listed, verified, downloaded, deleted. */
class BackupTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder.resolve("backups")).start("--rollcall.backup.keep.count=3");
        world.fill(500);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void describesItself() {
        JsonNode job = World.ended(world.call("POST", "/backup"));

        JsonNode backup = job.required("result");
        assertThat(job.required("state").asString()).isEqualTo("done");
        assertThat(backup.required("id").asString())
                .isEqualTo(job.required("backup").asString());
        assertThat(backup.required("tables")
                        .valueStream()
                        .map(table -> table.required("table").asString()
                                + table.required("rows").asLong()))
                .containsExactly("departments5", "jobs5", "hired_employees500");
        assertThat(job.required("tables").toString())
                .isEqualTo("{\"departments\":{\"rows\":5,\"of\":5},\"hired_employees\":{\"rows\":500,\"of\":500},"
                        + "\"jobs\":{\"rows\":5,\"of\":5}}");
        assertThat(backup.required("offsets").size()).isEqualTo(9);
        assertThat(backup.required("encrypted").asBoolean()).isFalse();
        assertThat(backup.required("proof").isNull()).isTrue();
        assertThat(World.json(world.call("GET", "/backups")).get(0).required("id"))
                .isEqualTo(backup.required("id"));
        assertThat(World.json(
                        world.call("GET", "/backups/" + backup.required("id").asString())))
                .isEqualTo(backup);
    }

    @Test
    void isProvenByAVerificationAndSaysSo() {
        String id = world.backup();

        JsonNode job = World.ended(world.call("POST", "/backups/" + id + "/verify"));

        assertThat(job.at("/result/proof/whole").asBoolean()).isTrue();
        assertThat(World.json(world.call("GET", "/backups/" + id))
                        .at("/proof/whole")
                        .asBoolean())
                .isTrue();
        assertThat(world.call("GET", "/actuator/prometheus").body())
                .containsPattern("rollcall_backup_proven_age_seconds [0-9]");
    }

    @Test
    void isForItsOwnerAloneAndCanBeCheckedByOthersTools() throws Exception {
        String id = world.backup();
        Path backup = world.folder.resolve(id);
        try (Stream<Path> files = Files.list(backup)) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");

        Process sums = new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
                .directory(backup.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(sums.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(sums.waitFor()).as(said).isZero();
    }

    @Test
    void isDownloadedFileByFile() throws Exception {
        String id = world.backup();
        JsonNode file = World.json(world.call("GET", "/backups/" + id)).at("/tables/2");

        byte[] bytes = world.download(
                "/backups/" + id + "/files/" + file.required("file").asString());

        assertThat(bytes).hasSize(file.required("bytes").asInt());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(file.required("sha256").asString());
        for (String other : List.of("proof.json", "..%2f..%2fetc%2fpasswd", "%2e%2e", "manifest.json.bak")) {
            assertThat(world.call("GET", "/backups/" + id + "/files/" + other).statusCode())
                    .as(other)
                    .isIn(400, 404);
        }
    }

    @Test
    void showsOneMomentOfAllTables() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int id = 10_000; !enough.get(); id++) {
                world.execute("BEGIN; INSERT INTO hired_employees VALUES (" + id + ", 'x', now(), 1, 1);"
                        + " INSERT INTO jobs VALUES (" + id + ", 'x'); COMMIT");
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                JsonNode tables = World.ended(world.call("POST", "/backup")).at("/result/tables");
                assertThat(tables.at("/2/rows").asLong() - tables.at("/1/rows").asLong())
                        .isEqualTo(495);
            }
        } finally {
            enough.set(true);
            writer.join();
            world.execute("DELETE FROM hired_employees WHERE id >= 10000; DELETE FROM jobs WHERE id >= 10000");
        }
        assertThat(world.query("SELECT count(*) FROM jobs")).containsExactly("5");
    }

    @Test
    void keepsAsManyAsItIsToldTo() {
        for (int i = 0; i < 5; i++) {
            world.backup();
        }
        assertThat(World.json(world.call("GET", "/backups")).size()).isBetween(3, 4);
    }

    @Test
    void isGoneOnceItIsDeleted() {
        String id = world.backup();
        assertThat(world.call("DELETE", "/backups/" + id).statusCode()).isEqualTo(204);
        assertThat(world.call("GET", "/backups/" + id).statusCode()).isEqualTo(404);
        assertThat(world.call("DELETE", "/backups/" + id).statusCode()).isEqualTo(404);
        assertThat(world.folder.resolve(id)).doesNotExist();
    }

    @Test
    void showsAJobFromItsBeginningToItsEnd() {
        HttpResponse<String> begun =
                world.call("POST", "/backup?table=jobs", World.access().token(Scope.BACKUP), "");
        assertThat(begun.statusCode()).isEqualTo(202);
        String address = begun.headers().firstValue("Location").orElseThrow();

        String events = world.call("GET", address + "/events").body();

        assertThat(events).contains("event:job", "\"state\":\"done\"", "\"kind\":\"backup\"");
        assertThat(World.json(world.call("GET", address)).at("/result/tables").size())
                .isEqualTo(1);
        assertThat(World.json(world.call("GET", "/backup/jobs")).size()).isPositive();
        assertThat(world.call("GET", "/backup/jobs/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(world.call("GET", "/backup/jobs/x").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/backup?table=passwd,422,unknown-table",
        "POST,/restore?table=../../etc,422,unknown-table",
        "POST,/restore?table=jobs%3BDROP%20TABLE%20jobs,422,unknown-table",
        "POST,/restore?backup=../../etc,422,unprocessable",
        "POST,/restore?backup=20200101T000000000Z-ffff,404,not-found",
        "POST,/restore?mode=destroy,400,invalid-parameter",
        "POST,/replay?table=..%2f..%2fetc,422,unknown-table",
        "POST,/replay?until=yesterday,400,invalid-parameter",
        "POST,/replay?until=2999-01-01T00:00:00Z,400,invalid-parameter",
        "POST,/replay?confirm=perhaps,400,invalid-parameter",
        "GET,/backups/..,400,malformed",
        "GET,/backups/20200101T000000000Z-ffff,404,not-found",
        "POST,/backups/x/verify,404,not-found",
    })
    void refusesWhatItDoesNotKnow(String method, String path, int status, String problem) {
        world.backup();
        List<String> before = world.everything();

        HttpResponse<String> answer = world.call(method, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("urn:rollcall:problem:" + problem);
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void saysNothingToThoseWhoMayNotAsk() {
        assertThat(world.call("POST", "/backup", "", "").statusCode()).isEqualTo(401);
        for (String path : List.of("/backup", "/restore", "/replay", "/backup/jobs")) {
            assertThat(world.call("POST", path, World.access().token(Scope.METRICS), "")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void showsItsHealthToEverybody(String path) {
        assertThat(world.call("GET", path, "", "").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsBearersOfATokenHowBackupsAndDatabaseDo() {
        assertThat(world.call("GET", "/actuator/health", World.access().token(Scope.METRICS), "")
                        .body())
                .contains("\"backups\":{\"details\":{\"backups\":", "\"db\":{\"status\":\"UP\"}");
    }
}
