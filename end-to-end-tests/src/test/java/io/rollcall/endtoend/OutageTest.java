package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.embedded.Part;
import io.rollcall.quickstart.Addresses;
import io.rollcall.quickstart.Console;
import io.rollcall.quickstart.DataFolder;
import io.rollcall.quickstart.Rollcall;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Registry and PostgreSQL are away while producers go on: nothing is lost, nothing misfiled, the backlog drains. */
class OutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("rollcall.outage.seconds", 10));
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    @Test
    void drainsTheBacklogOnceRegistryAndDatabaseAreBack() throws SQLException {
        Console console = new Console(System.out);
        try (Rollcall rollcall = Rollcall.in(
                DataFolder.lock(folder.resolve("data")),
                Addresses.from(RollcallProcess.freePortRange()),
                folder,
                console)) {
            rollcall.start();
            Door door = Door.signedIn(rollcall.addresses().gateway(), "admin", "secret");
            door.ingest(
                    "{\"departments\":[{\"id\":1,\"department\":\"Before\"}],\"jobs\":[{\"id\":1,\"job\":\"Any\"}]}");

            part(rollcall, EmbeddedRegistry.class).stop();
            part(rollcall, EmbeddedDatabase.class).stop();
            List<String> batches = ingestDuring(OUTAGE, door);
            part(rollcall, EmbeddedRegistry.class).start();
            part(rollcall, EmbeddedDatabase.class).start();

            for (String batch : batches) {
                JsonNode receipt = await().atMost(RECOVERY)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(200))
                        .ignoreExceptionsInstanceOf(AssertionError.class)
                        .until(
                                () -> door.receipt(batch),
                                last -> last.required("pending").asLong() == 0);
                assertThat(receipt.required("stored").asLong()).as(batch).isEqualTo(3);
                assertThat(receipt.required("rejected").asLong()).as(batch).isZero();
            }
            assertThat(hires(rollcall)).isEqualTo(2L * batches.size());
        }
    }

    /** Hires come before their departments, so that waiting is part of what the outage must not spoil. */
    private static List<String> ingestDuring(Duration outage, Door door) {
        List<String> batches = new ArrayList<>();
        long end = System.nanoTime() + outage.toNanos();
        for (int id = 100; System.nanoTime() < end; id += 2) {
            String hires = """
                    "hired_employees":[
                      {"id":%d,"name":"A","datetime":"2021-07-27T16:02:08Z","department_id":%d,"job_id":1},
                      {"id":%d,"name":"B","datetime":"2021-07-27T16:02:08Z","department_id":1,"job_id":1}],""".formatted(id, id, id + 1);
            batches.add(door.ingest("{" + hires + "\"departments\":[{\"id\":" + id + ",\"department\":\"New\"}]}")
                    .required("id")
                    .asString());
        }
        return batches;
    }

    private static long hires(Rollcall rollcall) throws SQLException {
        try (Connection connection = rollcall.database().connectAsReader();
                ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM hired_employees")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static Part part(Rollcall rollcall, Class<? extends Part> kind) {
        return rollcall.parts().stream().filter(kind::isInstance).findFirst().orElseThrow();
    }
}
