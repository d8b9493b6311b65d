package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.schemas.Tables;
import io.rollcall.sink.SinkWorld.Sink;
import io.rollcall.sink.consumer.SinkStatus.Part;
import io.rollcall.testsupport.Backends;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every record is stored exactly once in effect, whatever happens to sinks and database meanwhile. */
class SinkRecoveryTest {

    private static final int DEPARTMENTS = 5;
    private static final int JOBS = 7;
    private static final long YEAR = 365L * 86_400 * 1_000_000;

    private SinkWorld world = new SinkWorld();
    private final Random random = new Random(42);
    private final Map<Long, String> expected = new HashMap<>();
    private final UUID batch = UUID.randomUUID();
    private int rows;

    @BeforeEach
    void fillSmallTables() {
        for (int i = 1; i <= Math.max(DEPARTMENTS, JOBS); i++) {
            world.department(i, "department " + i);
            world.job(i, "job " + i);
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Stores, changes, moves and deletes hires at random; every stored one is a row of the batch. */
    private void sendAtRandom(int count, int keys) {
        for (int i = 0; i < count; i++) {
            long key = random.nextInt(keys) + 1L;
            if (random.nextInt(10) == 0) {
                world.delete("hired_employees", key);
                expected.remove(key);
            } else {
                String name = "name " + random.nextInt(3);
                long micros = 50 * YEAR + random.nextInt(8) * (YEAR / 4);
                long department = random.nextInt(DEPARTMENTS) + 1L;
                world.putOfBatch(
                        batch, rows++, "hired_employees", key, name, micros, department, random.nextInt(JOBS) + 1L);
                expected.put(key, key + name + department);
            }
        }
        world.flush();
    }

    private void assertExactlyOnce() {
        world.awaitStored();
        assertThat(world.query("SELECT id || name || department_id FROM hired_employees"))
                .containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(world.rollupErrors()).isEmpty();
        assertThat(world.one("SELECT sum(bit_count(stored)) FROM rollcall.receipts"))
                .isEqualTo(String.valueOf(rows));
        assertThat(world.one("SELECT coalesce(sum(bit_count(rejected)), 0) FROM rollcall.receipts"))
                .isEqualTo("0");
    }

    private boolean hasBegun(long offsets) {
        return Long.parseLong(world.one("SELECT coalesce(sum(next_offset), 0) FROM rollcall.offsets")) > offsets;
    }

    @Test
    void survivesBeingKilledInTheMiddleOfWriting() throws Exception {
        sendAtRandom(20_000, 3000);
        long kills = 0;
        for (long until = 2_000; until < 12_000; until += 5_000) {
            Process process = SinkProcess.start(world);
            long reached = until;
            try {
                world.await("stored up to " + until, () -> hasSetUp() && hasBegun(reached));
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            kills++;
        }
        assertThat(kills).isEqualTo(2);
        world.start();
        assertExactlyOnce();
    }

    private boolean hasSetUp() {
        return world.one("SELECT to_regclass('rollcall.offsets') IS NOT NULL").equals("t");
    }

    @Test
    void letsNoZombieWrite() {
        sendAtRandom(20_000, 2000);
        // Two groups over one database: each thinks that all partitions are its own, all the time.
        Sink one = world.start(2, 300, "one");
        Sink other = world.start(2, 300, "other");
        assertExactlyOnce();
        sendAtRandom(3_000, 2000);
        assertExactlyOnce();
        assertThat(one.figure("rollcall.sink.claims.lost") + other.figure("rollcall.sink.claims.lost"))
                .isPositive();
    }

    @Test
    void survivesInstancesComingAndGoing() {
        sendAtRandom(5_000, 3000);
        world.start(1, 200, "db-sink");
        for (int i = 0; i < 3; i++) {
            Sink guest = world.start(2, 200, "db-sink");
            sendAtRandom(5_000, 3000);
            long reached = (i + 1) * 3_000L;
            world.await("goes on", () -> hasSetUp() && hasBegun(reached));
            world.stop(guest);
        }
        assertExactlyOnce();
    }

    @Test
    void waitsForADatabaseThatIsAway(@TempDir Path folder) {
        EmbeddedDatabase server = new EmbeddedDatabase(folder, 0);
        server.start();
        try (SinkWorld fragile = new SinkWorld(Tables.fromClassPath(), server.database(), Backends.registryUrl())) {
            world.close();
            world = fragile;
            fillSmallTables();
            Sink sink = world.start();
            sendAtRandom(5_000, 3000);
            world.awaitStored();
            server.stop();
            sendAtRandom(5_000, 3000);
            world.await("notices", () -> sink.status().troubles().containsKey(Part.DATABASE));
            assertThat(new SinkHealth(sink.status(), java.time.Duration.ofMinutes(1))
                            .health()
                            .getDetails())
                    .containsKey("database");
            sendAtRandom(2_000, 3000);
            server.start();
            assertExactlyOnce();
            assertThat(sink.status().troubles()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void waitsForARegistryThatIsAway(@TempDir Path folder) {
        EmbeddedRegistry server = new EmbeddedRegistry(folder, 0);
        server.start();
        try (SinkWorld fragile = new SinkWorld(Tables.fromClassPath(), Backends.freshDatabase(), server.url())) {
            world.close();
            world = fragile;
            fillSmallTables();
            sendAtRandom(100, 50);
            server.stop();
            Sink sink = world.start();
            world.await("notices", () -> sink.status().troubles().containsKey(Part.REGISTRY));
            assertThat(world.one("SELECT count(*) FROM departments")).isEqualTo("0");
            server.start();
            assertExactlyOnce();
            assertThat(sink.status().troubles()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void startsBeforeTheDatabaseDoes(@TempDir Path folder) {
        EmbeddedDatabase server = new EmbeddedDatabase(folder, 0);
        server.start();
        try (SinkWorld fragile = new SinkWorld(Tables.fromClassPath(), server.database(), Backends.registryUrl())) {
            world.close();
            world = fragile;
            fillSmallTables();
            server.stop();
            Sink sink = world.start();
            world.await("notices", () -> sink.status().troubles().containsKey(Part.DATABASE));
            server.start();
            sendAtRandom(500, 100);
            assertExactlyOnce();
        } finally {
            server.stop();
        }
    }
}
