package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sink.SinkWorld.Sink;
import io.rollcall.sink.poll.Hold;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** That nothing of a table is stored while a restore or replay holds its partitions, and everything afterwards. */
class HeldPartitionsTest {

    private static final long JULY = 1_627_401_728_000_000L;
    private static final UUID REBUILD = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    private final SinkWorld world = new SinkWorld();

    @BeforeEach
    void fillSmallTables() {
        world.department(1, "Engineering");
        world.job(1, "Recruiter");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void hires(int from, int to) {
        for (int id = from; id <= to; id++) {
            world.hire(id, "hire", JULY, 1, 1);
        }
        world.flush();
    }

    /** Returns once the partitions are held: the sink's transactions on them, which are waited for, have ended. */
    private void hold() {
        world.execute("BEGIN; SELECT FROM rollcall.offsets WHERE topic = 'valid.hired_employees' ORDER BY \"partition\""
                + " FOR UPDATE; UPDATE rollcall.offsets SET held_by = '" + REBUILD
                + "' WHERE topic = 'valid.hired_employees'; COMMIT");
    }

    private void release() {
        world.execute("UPDATE rollcall.offsets SET held_by = NULL WHERE held_by = '" + REBUILD + "'");
    }

    private String hired() {
        return world.one("SELECT count(*) FROM hired_employees");
    }

    private List<String> offsetsOfHires() {
        return world.query("SELECT \"partition\" || '@' || next_offset FROM rollcall.offsets"
                + " WHERE topic = 'valid.hired_employees' ORDER BY 1");
    }

    private void awaitAllWaiting(Sink sink) {
        world.await("all wait", () -> sink.status().holds().size() == SinkWorld.PARTITIONS);
    }

    private void awaitLocked(String statement, int sessions) {
        world.await(
                statement,
                () -> world.one("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database() AND query LIKE '" + statement + "'")
                        .equals(String.valueOf(sessions)));
    }

    private static Health health(Sink sink) {
        return new SinkHealth(sink.status(), Duration.ofMinutes(1)).health();
    }

    @Test
    void storesNothingOfATableThatIsBeingRebuiltWhileOthersGoOn() {
        Sink sink = world.startTogether();
        world.awaitStored();
        hold();
        List<String> before = offsetsOfHires();
        hires(1, 300);
        awaitAllWaiting(sink);
        for (int id = 2; id <= 60; id++) {
            world.department(id, "goes on");
        }
        world.flush();
        world.await(
                "others go on",
                () -> world.one("SELECT count(*) FROM departments").equals("60"));
        assertThat(hired()).isEqualTo("0");
        assertThat(offsetsOfHires()).isEqualTo(before);
        assertThat(sink.status().holds()).allSatisfy((partition, held) -> {
            assertThat(held.hold().kind()).isEqualTo(Hold.Kind.WAITING);
            assertThat(held.hold().why())
                    .isEqualTo(partition + ": a restore or replay (" + REBUILD + ") is rebuilding the table");
        });
        assertThat(health(sink).getStatus()).isEqualTo(Status.UP);
        assertThat(health(sink).getDetails()).containsOnlyKeys("waiting");

        release();
        world.awaitStored();
        assertThat(hired()).isEqualTo("300");
        assertThat(world.rollupErrors()).isEmpty();
        world.await("nothing waits", () -> sink.status().holds().isEmpty());
        assertThat(sink.figure("rollcall.sink.claims.lost")).isZero();
    }

    @Test
    void waitsFromTheStartIfATableIsBeingRebuiltThen() {
        Sink first = world.start();
        world.awaitStored();
        world.stop(first);
        hold();
        Sink second = world.start();
        awaitAllWaiting(second);
        // Without a record that would have to be stored first, too.
        release();
        world.await("nothing waits", () -> second.status().holds().isEmpty());
        hires(1, 50);
        world.awaitStored();
        assertThat(hired()).isEqualTo("50");
    }

    @Test
    void respectsAHoldThatIsSetWhileItWrites() throws Exception {
        Sink sink = world.startTogether(50);
        world.awaitStored();
        try (Connection other = world.database.connectAsOwner();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Whoever stores a hire waits for this in the middle of its transaction, when it has claimed the offsets.
            statement.execute("SELECT FROM departments WHERE id = 1 FOR UPDATE");
            hires(1, 3000);
            awaitLocked("SELECT \"id\" FROM public.\"departments\"%FOR KEY SHARE", 2);
            CompletableFuture<Void> holding = CompletableFuture.runAsync(this::hold);
            awaitLocked("%SELECT FROM rollcall.offsets%FOR UPDATE", 1);
            other.commit();
            assertThat(holding).succeedsWithin(Duration.ofSeconds(30));
        }
        List<String> offsets = offsetsOfHires();
        String stored = hired();
        awaitAllWaiting(sink);
        world.department(2, "goes on");
        world.flush();
        world.await(
                "others go on",
                () -> world.one("SELECT count(*) FROM departments").equals("2"));
        assertThat(offsetsOfHires()).isEqualTo(offsets);
        assertThat(hired()).isEqualTo(stored).isNotEqualTo("3000");

        release();
        world.awaitStored();
        assertThat(hired()).isEqualTo("3000");
        assertThat(world.rollupErrors()).isEmpty();
        assertThat(sink.figure("rollcall.sink.claims.lost")).isZero();
    }
}
