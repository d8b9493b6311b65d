package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** A table that no Java knows of: {@code locations.avsc} among this module's test resources is all there is of it. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class FourthTableTest {

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Door door = rollcall.door();

    @Test
    void flowsThroughEveryServiceFromOneSchemaFile() {
        JsonNode receipt = door.ingest("""
                {"departments":[{"id":4100,"department":"Places"}],
                 "locations":[
                  {"code":100,"city":"Ulm","opened":"2020-02-29T12:00:00+01:00","run_by":4100},
                  {"code":99,"city":"Nowhere","opened":"2020-02-30T12:00:00Z","run_by":4100},
                  {"code":101,"city":"Köln","opened":"2020-02-29T12:00:00Z","run_by":4100,"mayor":"?"}]}""");

        JsonNode closed = door.closedReceipt(receipt.required("id").asString(), Duration.ofSeconds(30));

        assertThat(closed.at("/tables/locations/stored").asLong()).isEqualTo(1);
        assertThat(closed.at("/tables/locations/rejected").asLong()).isEqualTo(2);
        Database database = rollcall.database();
        assertThat(database.texts("SELECT city || ' ' || extract(epoch from opened)::bigint FROM locations"))
                .containsExactly("Ulm 1582974000");
        assertThat(database.texts("""
                SELECT violation ->> 'code' || ' ' || (violation ->> 'field')
                FROM rollcall.dead_letters, jsonb_array_elements(letter -> 'violations') violation
                WHERE table_name = 'locations' ORDER BY 1"""))
                .containsExactly("bad_datetime opened", "out_of_range code", "unknown_field mayor");
    }

    @Test
    void flowsWhereTheOthersHaveFlowedBeforeItCame(@TempDir Path data) {
        int port = RollcallProcess.freePortRange();
        try (RollcallProcess before = RollcallProcess.upWithoutFurtherTable(data, port)) {
            before.addresses().door().store("{\"departments\":[{\"id\":4200,\"department\":\"Before\"}]}");
        }

        try (RollcallProcess after = RollcallProcess.up(data, port)) {
            after.addresses().door().store("""
                    {"departments":[{"id":4201,"department":"After"}],
                     "locations":[{"code":200,"city":"Ulm","opened":"2020-02-29T12:00:00Z","run_by":4200}]}""");
            assertThat(after.addresses().database().texts("SELECT city FROM locations"))
                    .containsExactly("Ulm");
        }
    }
}
