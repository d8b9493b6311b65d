package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sink.SinkWorld.Sink;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the sink makes anew what somebody drops while it runs, and fills it again from the topics. */
class DroppedTablesTest {

    private static final long JULY = 1_627_401_728_000_000L;

    private final SinkWorld world = new SinkWorld();
    private Sink sink;

    @BeforeEach
    void storeHires() {
        send(1, 200);
        sink = world.start();
        world.awaitStored();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void send(int from, int to) {
        world.department(1, "Engineering");
        world.job(1, "Recruiter");
        for (int id = from; id <= to; id++) {
            world.hire(id, "hire", JULY, 1, 1);
        }
    }

    @Test
    void fillsTablesFromTheirTopicsThatSomebodyDropped() throws Exception {
        world.execute("DROP TABLE hired_employees, departments, jobs CASCADE");
        send(101, 400);
        world.awaitStored();
        assertThat(world.one("SELECT min(id) || '-' || max(id) || ': ' || count(*) FROM hired_employees"))
                .isEqualTo("1-400: 400");
        assertThat(world.rollupErrors()).isEmpty();
        assertThat(world.query("SELECT tgname FROM pg_trigger WHERE tgrelid = 'departments'::regclass ORDER BY 1"))
                .containsExactly("refuse_delete_of_referenced", "refuse_rekey_of_referenced");
        world.await("all is well", () -> sink.status().troubles().isEmpty());
        try (Connection reader = world.database.connectAsReader();
                Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(count) FROM rollcall.hires_by_quarter")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(400);
        }
    }

    @Test
    void fillsATableOnWhoseTopicNothingMoves() {
        world.execute("DROP TABLE departments CASCADE");
        world.hire(201, "hire", JULY, 1, 1);
        world.awaitStored();
        assertThat(world.query("SELECT department FROM departments")).containsExactly("Engineering");
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("201");
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void readsEverythingAgainIfItsBookkeepingIsDropped() {
        world.execute("DROP SCHEMA rollcall CASCADE");
        send(101, 400);
        world.awaitStored();
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("400");
        assertThat(world.rollupErrors()).isEmpty();
        world.await("all is well", () -> sink.status().troubles().isEmpty());
    }
}
