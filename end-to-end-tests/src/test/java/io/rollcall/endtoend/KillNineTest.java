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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acknowledged means kept: the process dies in the middle of a migration, and every row still gets one verdict. */
class KillNineTest {

    private static final int ROWS = Integer.getInteger("rollcall.kill-nine.rows", 100_000);

    @TempDir
    private Path folder;

    @Test
    void closesTheReceiptOfAMigrationThatDied() throws IOException {
        Path data = folder.resolve("data");
        int port = RollcallProcess.freePortRange();
        List<Path> files = csvFiles();
        RollcallProcess first = RollcallProcess.up(data, port);
        Database before = first.addresses().database();
        // Its answer never comes: the process that would give it is killed.
        var _ = HttpClient.newHttpClient()
                .sendAsync(first.addresses().door().migration(files), BodyHandlers.ofString());
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> before.count("SELECT count(*) FROM hired_employees") > ROWS / 20);
        first.killHard();

        try (RollcallProcess second = RollcallProcess.up(data, port)) {
            Door door = second.addresses().door();
            Database after = second.addresses().database();
            JsonNode batch = door.eventually("/batches", Duration.ofMinutes(4), KillNineTest::isClosed)
                    .get(0);
            long received = batch.required("received").asLong();
            assertThat(received).isPositive();
            assertThat(batch.required("stored").asLong()).isEqualTo(received);
            assertThat(batch.required("state").asString()).isIn("interrupted", "accepted");
            assertThat(after.count("""
                    SELECT (SELECT count(*) FROM departments) + (SELECT count(*) FROM jobs)
                         + (SELECT count(*) FROM hired_employees)""")).isEqualTo(received);

            JsonNode again = door.migrate(files);
            JsonNode whole = door.closedReceipt(again.required("id").asString(), Duration.ofMinutes(4));
            assertThat(whole.required("stored").asLong()).isEqualTo(ROWS + 2);
            assertThat(after.count("SELECT count(*) FROM hired_employees")).isEqualTo(ROWS);
            assertThat(after.count("SELECT sum(count) FROM rollcall.hires_by_quarter"))
                    .isEqualTo(ROWS);
        }
    }

    private static boolean isClosed(JsonNode batches) {
        return batches.isArray()
                && !batches.isEmpty()
                && batches.get(0).required("pending").asLong() == 0
                && !batches.get(0).required("state").asString().equals("open");
    }

    private List<Path> csvFiles() throws IOException {
        Path departments = Files.writeString(folder.resolve("departments.csv"), "1,Only\n");
        Path jobs = Files.writeString(folder.resolve("jobs.csv"), "1,Only\n");
        Path hires = folder.resolve("hired_employees.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(hires)) {
            for (int id = 1; id <= ROWS; id++) {
                writer.write(id + ",Hire " + id + ",2021-07-27T16:02:08Z,1,1\n");
            }
        }
        return List.of(departments, jobs, hires);
    }
}
