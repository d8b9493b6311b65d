package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A backup's files are Avro and nothing else: a program that knows nothing of Rollcall reads them. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class BackupFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Door door = rollcall.door();

    @Test
    void letsAJavaScriptProgramReadABackup(@TempDir Path folder) throws Exception {
        JavaScriptClient.requireInstalled();
        String batch = door.ingest("""
                {"departments":[{"id":6100,"department":"Archive"}],"jobs":[{"id":6100,"job":"Archivist"}],
                 "hired_employees":[
                  {"id":6101,"name":"Zoë 😀","datetime":"2021-07-27T16:02:08.123456Z","department_id":6100,"job_id":6100},
                  {"id":9223372036854775807,"name":"\\"Last\\"","datetime":"1969-12-31T23:59:59+02:00","department_id":6100,"job_id":6100}]}
                """).required("id").asString();
        assertThat(door.closedReceipt(batch, Duration.ofSeconds(30))
                        .required("stored")
                        .asLong())
                .isEqualTo(4);

        String backup =
                door.done("/backup?table=hired_employees").required("backup").asString();
        Path file = door.download(
                "/backups/" + backup + "/files/hired_employees.avro", folder.resolve("hired_employees.avro"));

        List<JsonNode> rows = JavaScriptClient.rowsOf(file).stream()
                .map(JSON::readTree)
                .filter(row -> row.required("department_id").asString().equals("6100"))
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(hires());
    }

    private List<JsonNode> hires() {
        List<JsonNode> hires =
                rollcall.database().texts("""
                SELECT json_build_object('id', id::text, 'name', name,
                    'datetime', (extract(epoch FROM datetime) * 1000000)::bigint::text,
                    'department_id', department_id::text, 'job_id', job_id::text)
                FROM hired_employees WHERE department_id = 6100""").stream().map(JSON::readTree).toList();
        assertThat(hires).hasSize(2);
        return hires;
    }
}
