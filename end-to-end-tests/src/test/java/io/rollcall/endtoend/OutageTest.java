package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.embedded.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** Registry and PostgreSQL are away while producers go on: nothing is lost, nothing misfiled, the backlog drains. */
@ResourceLock(SharedRollcall.LOCK)
class OutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("rollcall.outage.seconds", 10));
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    private final Door door = SharedRollcall.addresses().door();
    private final Part registry = part(EmbeddedRegistry.class);
    private final Part postgres = part(EmbeddedDatabase.class);

    @Test
    void drainsTheBacklogOnceRegistryAndDatabaseAreBack() {
        door.ingest("""
                {"departments":[{"id":300000,"department":"Before"}],"jobs":[{"id":300000,"job":"Any"}]}""");

        registry.stop();
        postgres.stop();
        List<String> batches;
        try {
            batches = ingestDuring(OUTAGE);
        } finally {
            registry.start();
            postgres.start();
        }

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
        assertThat(SharedRollcall.addresses()
                        .database()
                        .count("SELECT count(*) FROM hired_employees WHERE job_id = 300000"))
                .isEqualTo(2L * batches.size());
    }

    /** Hires come before their departments, so that waiting is part of what the outage must not spoil. */
    private List<String> ingestDuring(Duration outage) {
        List<String> batches = new ArrayList<>();
        long end = System.nanoTime() + outage.toNanos();
        for (int id = 300_001; System.nanoTime() < end; id += 2) {
            String hires = """
                    "hired_employees":[
                      {"id":%d,"name":"A","datetime":"2021-07-27T16:02:08Z","department_id":%d,"job_id":300000},
                      {"id":%d,"name":"B","datetime":"2021-07-27T16:02:08Z","department_id":300000,"job_id":300000}],""".formatted(id, id, id + 1);
            batches.add(door.ingest("{" + hires + "\"departments\":[{\"id\":" + id + ",\"department\":\"New\"}]}")
                    .required("id")
                    .asString());
        }
        return batches;
    }

    private static Part part(Class<? extends Part> kind) {
        return SharedRollcall.get().parts().stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
