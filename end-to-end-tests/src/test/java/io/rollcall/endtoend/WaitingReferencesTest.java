package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** References wait: by default 30 seconds, during which a hire is neither stored nor rejected. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class WaitingReferencesTest {

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Door door = rollcall.door();
    private final Database database = rollcall.database();

    @Test
    void storesHiresThatComeTenSecondsBeforeTheirDepartment() {
        String hires = door.ingest("hired_employees", """
                [{"id":71001,"name":"Early Bird","datetime":"2021-07-27T16:02:08Z","department_id":7100,"job_id":7101},
                 {"id":71002,"name":"Early Owl","datetime":"2021-07-27T16:02:08Z","department_id":7100,"job_id":7101}]
                """).required("id").asString();
        door.ingest("jobs", """
                [{"id":7101,"job":"Waiter"}]""");

        await().during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(25))
                .until(() -> door.receipt(hires).required("pending").asLong() == 2);
        door.ingest("departments", """
                [{"id":7100,"department":"Late"}]""");

        JsonNode receipt = door.closedReceipt(hires, Duration.ofMinutes(1));
        assertThat(receipt.required("stored").asLong()).isEqualTo(2);
        assertThat(database.count("SELECT count(*) FROM hired_employees WHERE department_id = 7100"))
                .isEqualTo(2);
    }

    @Test
    void rejectsAHireWhoseDepartmentNeverComesWithEveryReason() {
        String batch = door.ingest("hired_employees", """
                [{"id":71010,"name":"","datetime":"2021-07-27T16:02:08Z","department_id":7199,"job_id":7198}]
                """).required("id").asString();

        JsonNode receipt = door.closedReceipt(batch, Duration.ofMinutes(3));

        assertThat(receipt.required("rejected").asLong()).isEqualTo(1);
        assertThat(database.texts("""
                SELECT violation ->> 'code' || ' ' || (violation ->> 'field')
                FROM rollcall.dead_letters, jsonb_array_elements(letter -> 'violations') violation
                WHERE batch_id = '%s' ORDER BY 1""".formatted(batch)))
                .containsExactly("missing name", "unknown_reference department_id", "unknown_reference job_id");
    }
}
