package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One data folder through four lives: a demo of the sample data, held against what its generator says must come of it;
 * one that is killed while it takes the same again, a large file and a backup besides; the one after, in which every
 * row has one verdict, until it is killed in a restore; and one that settles the matter.
 */
@TestMethodOrder(OrderAnnotation.class)
class RestartsTest {

    private static final int ROWS = Integer.getInteger("rollcall.kill-nine.rows", 100_000);
    private static final int FIRST_ID = 1_000_000;
    private static final String LARGE = "id BETWEEN %d AND %d".formatted(FIRST_ID, FIRST_ID + ROWS - 1);
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    /**
     * Whether a restore is killed once Kafka has committed it and PostgreSQL not yet, or while it publishes; else by
     * chance.
     */
    private static final boolean PUBLISHED = Boolean.parseBoolean(System.getProperty(
            "rollcall.kill-nine.published",
            String.valueOf(ThreadLocalRandom.current().nextBoolean())));

    private static final String AWAY = "away";
    /** What a restore changes in three tables, as one moment shows it. */
    private static final String MARKS = """
            SELECT concat_ws(' ', (SELECT department FROM departments WHERE id = 1),
                (SELECT count(*) FROM hired_employees WHERE id BETWEEN 900000 AND 909999),
                (SELECT coalesce(sum(count), 0) FROM rollcall.hires_by_quarter WHERE year = 1998))""";

    @TempDir
    private static Path data;

    private static int port;
    private static @Nullable RollcallProcess running;

    @AfterAll
    static void end() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    @Order(1)
    void printsReceiptAndMetricsAndEnds() throws InterruptedException {
        port = RollcallProcess.freePortRange();
        try (RollcallProcess demo = RollcallProcess.start(
                data,
                "demo",
                "--once",
                "--csv",
                SampleExpectations.FOLDER.toString(),
                "--data",
                data.toString(),
                "--port",
                "" + port)) {
            assertThat(demo.awaitEnd(Duration.ofMinutes(6))).as(demo.output()).isZero();

            JsonNode hires = SampleExpectations.ofTable("hired_employees");
            assertThat(demo.output())
                    .contains(
                            hires.get("stored").asString(),
                            hires.get("rejected").asString(),
                            "Manufacturing");
        }
    }

    @Test
    @Order(2)
    void givesEveryRowOneVerdictThoughTheProcessIsKilled(@TempDir Path folder) throws IOException {
        List<Path> large = List.of(hires(folder, FIRST_ID, ROWS, 1999));
        RollcallProcess first = up();
        Door firstDoor = first.addresses().door();
        SampleExpectations.assertMet(first.addresses(), LARGE);
        firstDoor.done("/backup");
        String sampleAgain = migrate(firstDoor, SampleExpectations.FILES);
        // Its answer never comes: the process that would give it is killed.
        var _ = HttpClient.newHttpClient().sendAsync(firstDoor.migration(large), BodyHandlers.ofString());
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> largeHires(first.addresses()) > ROWS / 20);
        firstDoor.begin("/backup");
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(2))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> backupFiles("hired_employees.avro"), files -> files.size() == 2);
        first.killHard();

        AddressBook rollcall = up().addresses();
        Door door = rollcall.door();
        JsonNode batch =
                door.eventually("/batches", RECOVERY, RestartsTest::isClosed).get(0);
        long received = batch.required("received").asLong();
        assertThat(received).isPositive();
        assertThat(batch.required("stored").asLong()).isEqualTo(received);
        assertThat(batch.required("state").asString()).isIn("interrupted", "accepted");
        assertThat(largeHires(rollcall)).isEqualTo(received);
        assertBackupsAreWhole(door);

        SampleExpectations.assertReceipt(door.closedReceipt(sampleAgain, RECOVERY));
        SampleExpectations.assertMet(rollcall, LARGE);

        JsonNode whole = door.closedReceipt(migrate(door, large), RECOVERY);
        assertThat(whole.required("stored").asLong()).isEqualTo(ROWS);
        assertThat(largeHires(rollcall)).isEqualTo(ROWS);
        assertThat(rollcall.database().count("SELECT sum(count) FROM rollcall.hires_by_quarter WHERE year = 1999"))
                .isEqualTo(ROWS);
    }

    private static void assertBackupsAreWhole(Door door) throws IOException {
        assertThat(backupFiles("")).noneMatch(file -> file.toString().contains(".unfinished-"));
        JsonNode listed = door.eventually("/backups", RECOVERY, JsonNode::isArray);
        assertThat(listed).isNotEmpty();
        listed.forEach(backup -> door.done("/backups/" + backup.required("id").asString() + "/verify"));
    }

    private static List<Path> backupFiles(String name) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("backups"))) {
            return files.filter(file -> file.toString().endsWith(name)).toList();
        }
    }

    @Test
    @Order(3)
    void settlesARestoreInWhichTheProcessWasKilled(@TempDir Path folder) throws IOException, SQLException {
        RollcallProcess killed = Objects.requireNonNull(running, "the life before did not begin");
        Database database = killed.addresses().database();
        Door door = killed.addresses().door();
        String backup = door.done("/backup").required("backup").asString();
        String kept = database.texts(MARKS).getFirst();
        door.closedReceipt(migrate(door, List.of(hires(folder, 900_000, 2000, 1998))), RECOVERY);
        door.store("{\"departments\":[{\"id\":1,\"department\":\"Renamed\"}]}");
        String later = database.texts(MARKS).getFirst();
        SteadyReader reader = SteadyReader.of(() -> marksUnlessAway(database));
        try (reader) {
            String job = door.begin("/restore?mode=replace&backup=" + backup);
            database.awaitCount("SELECT count(*) FROM rollcall.rebuilds", 1, RECOVERY);
            // The last that a restore does is to release its hold; it waits for these locks.
            try (Connection _ = database.holding("SELECT FROM rollcall.offsets WHERE held_by IS NOT NULL FOR UPDATE")) {
                if (PUBLISHED) {
                    database.awaitCount(Database.WAITING_BACKUP_SERVICES, 1, RECOVERY);
                } else {
                    door.eventually(job, RECOVERY, RestartsTest::isPublishing);
                }
                killed.killHard();
            }
            door = up().addresses().door();
            database.awaitCount("SELECT count(*) FROM rollcall.rebuilds", 0, RECOVERY);
        }

        assertThat(reader.answers()).contains(later).isSubsetOf(kept, later, AWAY);
        assertThat(database.texts(MARKS).getFirst())
                .as("published: " + PUBLISHED)
                .isIn(PUBLISHED ? List.of(kept) : List.of(kept, later));
        assertThat(database.count("SELECT count(*) FROM rollcall.offsets WHERE held_by IS NOT NULL"))
                .isZero();
        assertTablesAreWhatTheirTopicsSay(door);
    }

    private static boolean isPublishing(JsonNode job) {
        // A job that has only just begun says nothing of tables yet.
        return job.at("/tables/hired_employees/rows").asLong(0) > 0;
    }

    private static void assertTablesAreWhatTheirTopicsSay(Door door) {
        // Once these are stored, the sink has read whatever was published before.
        door.store(Rows.parents(9000, 30));
        door.store(Rows.hires(920_000, 100, 2003, 9000));
        JsonNode tables = door.done("/replay").at("/result/tables");
        tables.forEach(table -> {
            for (String figure : List.of("added", "changed", "deleted")) {
                assertThat(table.required(figure).asLong())
                        .as(tables.toString())
                        .isZero();
            }
        });
    }

    /** The next life of the folder. */
    private static RollcallProcess up() {
        RollcallProcess next = RollcallProcess.up(data, port);
        running = next;
        return next;
    }

    private static String marksUnlessAway(Database database) {
        try {
            return database.texts(MARKS).getFirst();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof SQLException cause
                    && String.valueOf(cause.getSQLState()).matches("08...|57P..")) {
                return AWAY;
            }
            throw e;
        }
    }

    private static String migrate(Door door, List<Path> files) {
        return door.migrate(files).required("id").asString();
    }

    /** Hires of a year and of numbers that the sample has none of, in its first department. */
    private static Path hires(Path folder, int first, int count, int year) throws IOException {
        Path file = folder.resolve("hired_employees.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int id = first; id < first + count; id++) {
                writer.write(id + ",Hire " + id + "," + year + "-07-27T16:02:08Z,1,1\n");
            }
        }
        return file;
    }

    private static long largeHires(AddressBook rollcall) {
        return rollcall.database().count("SELECT count(*) FROM hired_employees WHERE " + LARGE);
    }

    private static boolean isClosed(JsonNode batches) {
        return batches.isArray()
                && !batches.isEmpty()
                && batches.get(0).required("pending").asLong() == 0
                && !batches.get(0).required("state").asString().equals("open");
    }
}
