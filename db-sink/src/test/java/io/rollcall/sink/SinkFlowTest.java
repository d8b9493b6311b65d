package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.sink.SinkWorld.Sink;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.poll.Hold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.json.JsonMapper;

/** What the sink makes of what lies in the topics. */
class SinkFlowTest {

    private static final long JULY = micros("2021-07-27T16:02:08Z");

    private SinkWorld world = new SinkWorld();

    @BeforeEach
    void fillSmallTables() {
        world.department(1, "Engineering");
        world.department(2, "Support");
        world.job(1, "Recruiter");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static long micros(String instant) {
        Instant moment = Instant.parse(instant);
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }

    @Test
    void storesRecordsWithTheirExactValues() {
        world.hire(7, "Zoë", micros("2021-07-27T16:02:08.123456Z"), 2, 1);
        world.start();
        world.awaitStored();
        assertThat(
                        world.query(
                                "SELECT (id, name, datetime AT TIME ZONE 'UTC', department_id, job_id)::text FROM hired_employees"))
                .containsExactly("(7,Zoë,\"2021-07-27 16:02:08.123456\",2,1)");
        assertThat(world.query("SELECT id || department FROM departments ORDER BY 1"))
                .containsExactly("1Engineering", "2Support");
    }

    @Test
    void holdsHiresUntilTheirDepartmentIsThereAndLetsOthersGoOn() {
        Sink sink = world.startTogether();
        for (int id = 1; id <= 60; id++) {
            world.hire(id, "early", JULY, 99, 1);
        }
        world.flush();
        world.await("waits", () -> !sink.status().holds().isEmpty());
        world.job(2, "Dancer");
        world.flush();
        world.await("others go on", () -> world.one("SELECT count(*) FROM jobs").equals("2"));
        assertThat(sink.status().holds().values())
                .allSatisfy(
                        held -> assertThat(held.hold().why()).contains("hired_employees wait for 99 of departments"));
        assertThat(new SinkHealth(sink.status(), Duration.ofMinutes(1)).health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(new SinkHealth(sink.status(), Duration.ofSeconds(-1))
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);

        world.department(99, "Late");
        world.awaitStored();
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("60");
        assertThat(sink.status().holds()).isEmpty();
    }

    @Test
    void storesWhatComesBeforeARecordThatWaits() {
        world.hire(1, "can go", JULY, 1, 1);
        world.start();
        world.awaitStored();
        for (int i = 2; i <= 300; i++) {
            world.hire(i, "mixed", JULY, i % 100 == 99 ? 77 : 1, 1);
        }
        world.flush();
        world.await("prefixes", () -> Integer.parseInt(world.one("SELECT count(*) FROM hired_employees")) > 50);
        assertThat(world.query("SELECT id FROM hired_employees WHERE department_id = 77"))
                .isEmpty();
        world.department(77, "there at last");
        world.awaitStored();
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("300");
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void letsTheLastRecordOfAKeyWinAndDeletesOnNull() {
        for (int i = 0; i < 50; i++) {
            world.hire(1, "version " + i, JULY, 1, 1);
        }
        world.hire(2, "gone", JULY, 1, 1);
        world.delete("hired_employees", 2);
        world.hire(3, "gone and back", JULY, 1, 1);
        world.delete("hired_employees", 3);
        world.hire(3, "back", JULY, 2, 1);
        world.start();
        world.awaitStored();
        assertThat(world.query("SELECT id || name FROM hired_employees ORDER BY 1"))
                .containsExactly("1version 49", "3back");
        world.delete("hired_employees", 1);
        world.delete("hired_employees", 12345);
        world.awaitStored();
        assertThat(world.query("SELECT id FROM hired_employees")).containsExactly("3");
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void deletesADepartmentOnlyOnceNobodyRefersToIt() {
        world.hire(1, "still there", JULY, 2, 1);
        Sink sink = world.start();
        world.awaitStored();
        world.delete("departments", 2);
        world.flush();
        world.await("waits", () -> !sink.status().holds().isEmpty());
        assertThat(world.query("SELECT id FROM departments ORDER BY 1")).containsExactly("1", "2");
        world.hire(1, "moved", JULY, 1, 1);
        world.awaitStored();
        assertThat(world.query("SELECT id FROM departments")).containsExactly("1");
    }

    @Test
    void changesNothingAnywhereWhenEverythingIsReadAgain() {
        UUID batch = UUID.randomUUID();
        for (int row = 0; row < 1500; row++) {
            world.putOfBatch(
                    batch,
                    row,
                    "hired_employees",
                    row % 1400 + 1,
                    "hire " + row,
                    JULY + row * 9_000_000_000L,
                    row % 2 + 1L,
                    1L);
        }
        announce(
                batch,
                BatchProgress.State.ACCEPTED,
                new BatchProgress.Part("hired_employees", 0, 1000),
                new BatchProgress.Part("hired_employees", 1, 500));
        world.send(Topics.DEAD_LETTERS, null, letter("raw.jobs-0-5", "\"x\"").getBytes(StandardCharsets.UTF_8));
        Sink first = world.start(2, 100_000, "db-sink");
        world.awaitStored();
        world.stop(first);
        List<String> before = world.everything();
        world.execute("UPDATE rollcall.offsets SET next_offset = 0");
        world.start(2, 100_000, "db-sink");
        world.awaitStored();
        assertThat(world.everything()).isEqualTo(before).hasSizeGreaterThan(1400);
    }

    @Test
    void goesBackWhileRunningWhenTheDatabaseIsRestoredFromAnOlderState() {
        world.start();
        for (int i = 1; i <= 500; i++) {
            world.hire(i, "before", JULY, 1, 1);
        }
        world.awaitStored();
        world.execute(
                "CREATE SCHEMA backup; CREATE TABLE backup.hires AS TABLE hired_employees;"
                        + " CREATE TABLE backup.offsets AS TABLE rollcall.offsets; CREATE TABLE backup.rollup AS TABLE rollcall.hires_by_quarter");
        for (int i = 400; i <= 900; i++) {
            world.hire(i, "after", JULY, 2, 1);
        }
        world.awaitStored();
        world.execute(
                "BEGIN; DELETE FROM hired_employees; INSERT INTO hired_employees TABLE backup.hires;"
                        + " DELETE FROM rollcall.offsets; INSERT INTO rollcall.offsets TABLE backup.offsets;"
                        + " DELETE FROM rollcall.hires_by_quarter; INSERT INTO rollcall.hires_by_quarter TABLE backup.rollup; COMMIT");
        // A sink notices at its next claim in each partition, or when it looks, whichever is sooner.
        for (int i = 1000; i < 1200; i++) {
            world.hire(i, "later", JULY, 1, 1);
        }
        world.awaitStored();
        assertThat(world.query("SELECT name || count(*) FROM hired_employees GROUP BY name ORDER BY 1"))
                .containsExactly("after501", "before399", "later200");
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void stopsAPartitionAtWhatIsNoRecordAndLetsTheOthersGoOn() {
        Sink sink = world.startTogether();
        world.awaitStored();
        world.send("valid.jobs", 3, "not avro".getBytes(StandardCharsets.UTF_8));
        world.flush();
        world.await(
                "stopped",
                () -> sink.status().holds().values().stream()
                        .anyMatch(held -> held.hold().kind() == Hold.Kind.STOPPED));
        assertThat(sink.status().holds().values())
                .allSatisfy(held -> assertThat(held.hold().why()).startsWith("valid.jobs-3 offset "));
        assertThat(new SinkHealth(sink.status(), Duration.ofMinutes(1)).health().getStatus())
                .isEqualTo(Status.DOWN);
        world.hire(1, "goes on", JULY, 1, 1);
        world.flush();
        world.await(
                "goes on",
                () -> world.one("SELECT count(*) FROM hired_employees").equals("1"));
    }

    @Test
    void saysSoWhenTheDatabaseIsAheadOfTheTopic() {
        world.flush();
        Sink first = world.start();
        world.awaitStored();
        world.stop(first);
        world.execute(
                "UPDATE rollcall.offsets SET next_offset = 1000 WHERE topic = 'valid.jobs' AND \"partition\" = 2");
        Sink second = world.start();
        world.await(
                "says so",
                () -> second.status().holds().values().stream()
                        .anyMatch(held ->
                                held.hold().why().contains("valid.jobs-2: the database has stored up to offset 1000")));
    }

    @Test
    void keepsReceiptsAndBatchesAsTold() {
        UUID batch = UUID.randomUUID();
        announce(batch, BatchProgress.State.OPEN, new BatchProgress.Part("hired_employees", 0, 400));
        for (int row = 0; row < 1000; row++) {
            if (row % 10 != 3) {
                world.putOfBatch(batch, row, "hired_employees", row + 1, "x", JULY, 1L, 1L);
            } else {
                world.send(
                        Topics.DEAD_LETTERS,
                        null,
                        ("{\"id\":\"raw.hired_employees-0-" + row + "\",\"table\":\"hired_employees\",\"batch\":\""
                                        + batch
                                        + "\",\"row\":" + row
                                        + ",\"topic\":\"raw.hired_employees\",\"partition\":0,\"offset\":" + row
                                        + ",\"recorded_at\":\"2021-01-01T00:00:00Z\",\"rejected_at\":\"2021-01-01T00:00:00Z\",\"violations\":[{\"field\":\"name\",\"code\":\"missing\",\"message\":\"m\"}]}")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        announce(
                batch,
                BatchProgress.State.ACCEPTED,
                new BatchProgress.Part("hired_employees", 0, 1000),
                new BatchProgress.Part("hired_employees", 1, 7));
        announce(batch, BatchProgress.State.INTERRUPTED);
        world.start();
        world.awaitStored();
        assertThat(
                        world.query(
                                "SELECT (chunk, rows, bit_count(stored), bit_count(rejected), get_bit(rejected, 3), get_bit(stored, 3), get_bit(stored, 4), get_bit(stored, 999))::text FROM rollcall.receipts ORDER BY 1"))
                .containsExactly("(0,1000,900,100,1,0,1,1)", "(1,7,0,0,0,0,0,0)");
        assertThat(world.query("SELECT state || (closed_at IS NOT NULL) FROM rollcall.batches"))
                .containsExactly("acceptedtrue");
        assertThat(world.query("SELECT count(*) || min(codes[1]) FROM rollcall.dead_letters"))
                .containsExactly("100missing");
    }

    @Test
    void keepsDeadLettersThatJsonbRefuses() {
        List<String> originals = List.of(
                "\"a\\u0000b\"",
                "\"\\ud800\"",
                "1e999999",
                "-1e-999999",
                "\"\\udc00\\ud800\"",
                "{\"\\u0000\":1}",
                "9".repeat(5000),
                "[".repeat(700) + "]".repeat(700),
                "\"\uD83D\uDE00 \u202E '\\\"\\\\\"");
        for (int i = 0; i < originals.size(); i++) {
            world.send(
                    Topics.DEAD_LETTERS,
                    null,
                    letter("raw.jobs-0-" + i, originals.get(i)).getBytes(StandardCharsets.UTF_8));
        }
        world.send(Topics.DEAD_LETTERS, null, "no JSON at all \0".getBytes(StandardCharsets.UTF_8));
        world.send(Topics.DEAD_LETTERS, null, new byte[] {(byte) 0xC3, 0x28});
        world.send(Topics.BATCHES, null, "{}".getBytes(StandardCharsets.UTF_8));
        world.start();
        world.awaitStored();
        List<String> exact = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            exact.add(world.one(
                    "SELECT coalesce(letter_text, letter::text) FROM rollcall.dead_letters WHERE id = 'raw.jobs-0-" + i
                            + "'"));
        }
        JsonMapper mapper = JsonMapper.builder(tools.jackson.core.json.JsonFactory.builder()
                        .streamReadConstraints(tools.jackson.core.StreamReadConstraints.builder()
                                .maxNestingDepth(2000)
                                .maxNumberLength(10000)
                                .build())
                        .build())
                .build();
        for (int i = 0; i < originals.size(); i++) {
            String text = letter("raw.jobs-0-" + i, originals.get(i));
            if (!exact.get(i).equals(text)) {
                assertThat(mapper.readTree(exact.get(i))).isEqualTo(mapper.readTree(text));
            }
        }
        assertThat(
                        world.query(
                                "SELECT table_name || ':' || (letter ->> 'original_base64') FROM rollcall.dead_letters WHERE codes = '{undecodable}' ORDER BY 1"))
                .containsExactlyInAnyOrder(
                        "batches:e30=", "dead-letters:bm8gSlNPTiBhdCBhbGwgAA==", "dead-letters:wyg=");
    }

    @Test
    void refusesInTheDatabaseToDeleteWhatIsReferredTo() {
        world.hire(1, "refers", JULY, 2, 1);
        world.start();
        world.awaitStored();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> world.execute("DELETE FROM departments")))
                .hasMessageContaining("departments 2 is referred to by hired_employees.department_id");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> world.execute("UPDATE departments SET id = id + 100")))
                .hasMessageContaining("is referred to by");
        world.execute("UPDATE departments SET department = 'renamed'");
        world.execute("DELETE FROM departments WHERE id = 1");
        assertThat(
                        world.query(
                                "SELECT conname || conenforced FROM pg_constraint WHERE contype = 'f' AND conrelid = 'hired_employees'::regclass ORDER BY 1"))
                .containsExactly("hired_employees_department_id_fkeyfalse", "hired_employees_job_id_fkeyfalse");
    }

    @Test
    void storesAFourthTableDescribedByOneFile() throws Exception {
        world.put("locations", 5, "it's \"here\"\\.\t\n", 1L, JULY);
        world.start();
        world.awaitStored();
        assertThat(world.query("SELECT \"order\" FROM locations")).containsExactly("it's \"here\"\\.\t\n");
        try (var reader = world.database.connectAsReader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM locations), (SELECT count(*) FROM rollcall.offsets)")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
            assertThat(rows.getInt(2)).isEqualTo(36);
        }
    }

    @Test
    void readsRecordsThatWereWrittenWithAnOlderSchema() {
        Schema current = world.table("jobs").strictSchema();
        Schema older = new Schema.Parser().parse("""
                        {"type": "record", "name": "jobs", "namespace": "io.rollcall.tables", "fields": [
                            {"name": "job", "type": "string"}, {"name": "dropped", "type": "int", "default": 0},
                            {"name": "id", "type": "long"}]}""");
        assertThat(older).isNotEqualTo(current);
        GenericRecord old = new GenericData.Record(older);
        old.put("id", 7L);
        old.put("dropped", 5);
        old.put("job", "Cartographer");
        world.putRecord("jobs", 7, old);
        world.start();
        world.awaitStored();
        assertThat(world.query("SELECT job FROM jobs WHERE id = 7")).containsExactly("Cartographer");
    }

    @Test
    void storesTenThousandDistinctJobs() {
        for (int i = 1; i <= 10_000; i++) {
            world.hire(i, "hire", JULY, 1, i + 100);
        }
        for (int i = 1; i <= 10_000; i++) {
            world.job(i + 100, "job " + i);
        }
        world.start(2, 10_000, "db-sink");
        world.awaitStored();
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("10000");
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void startsManyInstancesAtOnceOnAnEmptyDatabase() {
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sinks.add(world.start(1, 1000, "db-sink"));
        }
        world.awaitStored();
        assertThat(sinks)
                .allSatisfy(sink -> assertThat(sink.status().troubles().get(SinkStatus.Part.SCHEMA))
                        .isNull());
        assertThat(world.one("SELECT count(*) FROM departments")).isEqualTo("2");
    }

    private void announce(UUID batch, BatchProgress.State state, BatchProgress.Part... parts) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        BatchProgress progress = new BatchProgress(batch, "ingest", "admin", at, at, state, "here", List.of(parts));
        world.send(Topics.BATCHES, null, JsonMapper.shared().writeValueAsBytes(progress));
    }

    private static String letter(String id, String original) {
        return "{\"id\":\"" + id + "\",\"table\":\"jobs\",\"topic\":\"raw.jobs\",\"partition\":0,\"offset\":0,"
                + "\"recorded_at\":\"2021-01-01T00:00:00Z\",\"rejected_at\":\"2021-01-01T00:00:00Z\","
                + "\"violations\":[{\"field\":\"job\",\"code\":\"wrong_type\",\"message\":\"m\"}],\"original\":{\"job\":"
                + original
                + "}}";
    }
}
