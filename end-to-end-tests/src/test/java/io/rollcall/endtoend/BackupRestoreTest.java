package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Tables come back: after they were dropped, while others read and write, and as they were at some moment. */
@ResourceLock(SharedRollcall.LOCK)
@TestInstance(Lifecycle.PER_CLASS)
class BackupRestoreTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NOTHING = "\"added\":0,\"changed\":0,\"deleted\":0,\"left_out\":0}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Door door = SharedRollcall.addresses().door();
    private final Database database = SharedRollcall.addresses().database();
    private List<String> found = List.of();
    private String foundBackup = "";

    @BeforeAll
    void keepWhatIsThere() {
        found = state();
        foundBackup = backup();
    }

    @AfterAll
    void leaveTheTablesAsTheyWere() {
        door.done("/restore?mode=replace&backup=" + foundBackup);
        assertThat(state()).isEqualTo(found);
    }

    @Test
    void bringsDroppedTablesBack() {
        door.store(Rows.parents(8100, 1));
        door.store(Rows.hires(810_000, 400, 1997, 8100));
        List<String> before = state();
        backup();
        database.execute("DROP TABLE departments, jobs, hired_employees CASCADE");

        JsonNode restored = door.done("/restore");

        assertThat(restored.at("/result/tables/hired_employees/read").asLong())
                .isEqualTo(database.count("SELECT count(*) FROM hired_employees"));
        assertThat(state()).isEqualTo(before);
        door.store(Rows.hires(810_400, 10, 1997, 8100));
        assertThat(hired(1997)).isEqualTo(410);
    }

    @Test
    void showsReadersTheOldTableOrTheNewWhileIngestGoesOn() throws Exception {
        door.store(Rows.parents(8200, 1));
        String backup = backup();
        door.store(Rows.hires(820_000, 1000, 1998, 8200));
        door.store(Rows.hires(821_000, 1000, 1998, 8200));
        List<String> batches;
        String job;
        SteadyReader rows = SteadyReader.of(() -> String.valueOf(countOfHires(820_000, 2000)));
        SteadyReader metric = SteadyReader.of(() -> String.valueOf(hired(1998)));
        try (rows;
                metric) {
            // The restore waits for this row while it deletes, so that readers and ingest surely fall into its midst.
            try (Connection _ = database.holding("SELECT FROM hired_employees WHERE id = 820500 FOR UPDATE")) {
                job = door.begin("/restore?mode=replace&backup=" + backup);
                database.awaitCount("SELECT count(*) FROM rollcall.rebuilds", 1, SOON);
                batches = IntStream.range(0, 5)
                        .mapToObj(i -> door.ingest(Rows.hires(825_000 + 20 * i, 20, 1996, 8200))
                                .required("id")
                                .asString())
                        .toList();
                database.awaitCount(Database.WAITING_BACKUP_SERVICES, 1, SOON);
            }
            door.eventually(
                    job, SOON, last -> !last.required("state").asString().equals("running"));
        }
        assertThat(rows.answers()).containsExactlyInAnyOrder("2000", "0");
        assertThat(metric.answers()).containsExactlyInAnyOrder("2000", "0");
        for (String batch : batches) {
            assertThat(door.closedReceipt(batch, SOON).required("stored").asLong())
                    .isEqualTo(20);
        }
        assertThat(countOfHires(825_000, 100)).isEqualTo(100);
        assertThat(hired(1996)).isEqualTo(100);
    }

    @Test
    void bringsTablesToAMomentOnceWhatWouldChangeIsConfirmed() {
        door.store(Rows.parents(8300, 1));
        door.store(Rows.hires(830_000, 10, 2000, 8300));
        Instant then = Instant.now();
        List<String> before = state();
        await().until(() -> Instant.now().isAfter(then.plusMillis(2)));
        door.store(Rows.hires(830_009, 3, 2001, 8300));
        List<String> after = state();

        JsonNode shown = door.done("/replay?until=" + then).required("result");

        assertThat(shown.required("applied").asBoolean()).isFalse();
        assertThat(difference(shown, "hired_employees"))
                .endsWith("\"added\":0,\"changed\":1,\"deleted\":2,\"left_out\":0}");
        assertThat(difference(shown, "departments")).endsWith(NOTHING);
        assertThat(state()).isEqualTo(after);

        JsonNode applied = door.done("/replay?confirm=true&until=" + then).required("result");

        assertThat(applied.required("applied").asBoolean()).isTrue();
        assertThat(applied.required("tables")).isEqualTo(shown.required("tables"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void refusesATableThatIsNoneAndTouchesNothing() {
        List<String> before = state();
        String jobs = door.get("/backup/jobs").body();

        HttpResponse<String> refusal = door.post("/restore?table=../../etc", "text/plain", "");

        assertThat(refusal.statusCode()).isEqualTo(422);
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(door.get("/backup/jobs").body()).isEqualTo(jobs);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void tellsOfAJobThroughTheGatewayAsItGoesOn() throws Exception {
        Queue<String> states = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> told;
        try (Connection _ = database.holding("LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE")) {
            told = door.follow(
                    door.begin("/backup") + "/events",
                    event -> states.add(event.required("state").asString()));
            await().atMost(SOON).until(() -> states.contains("running"));
        }
        told.get(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(states).last().isEqualTo("done");
    }

    private String backup() {
        return door.done("/backup").required("backup").asString();
    }

    private long countOfHires(int first, int count) {
        return database.count(
                "SELECT count(*) FROM hired_employees WHERE id >= " + first + " AND id < " + (first + count));
    }

    /** How many hires of a year the metric has. */
    private long hired(int year) {
        return JSON.readTree(door.get("/metrics/hired_by_quarter?year=" + year).body())
                .valueStream()
                .mapToLong(row -> row.required("Q3").asLong())
                .sum();
    }

    private static String difference(JsonNode receipt, String table) {
        return receipt.required("tables").required(table).toString();
    }

    /** All that a restore must bring back: every row, what binds the tables, both metrics. */
    private List<String> state() {
        List<String> state = new ArrayList<>();
        for (Table table : Tables.fromClassPath()) {
            state.addAll(database.texts(
                    "SELECT concat('%1$s ', count(*), ' ', md5(string_agg(t::text, ' ' ORDER BY t::text))) FROM %1$s AS t"
                            .formatted(table.name())));
        }
        state.addAll(database.texts("""
                SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace ORDER BY 1"""));
        state.addAll(database.texts("""
                SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"""));
        for (int year : new int[] {1997, 1998, 2000, 2001, 2021}) {
            state.add(door.get("/metrics/hired_by_quarter?year=" + year).body());
            state.add(door.get("/metrics/departments_above_mean?year=" + year).body());
        }
        return state;
    }
}
