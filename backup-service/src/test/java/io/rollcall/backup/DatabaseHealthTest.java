package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTest {

    private static final String AWAY = "the database is away or refuses, SQLSTATE 08001; the log says more";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger asked = new AtomicInteger();
    private final DatabaseHealth database = new DatabaseHealth(nobodyThere(), now::get);

    @Test
    void saysThatTheDatabaseIsAwayAndNotWhereItWouldBe() {
        Health health = database.health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsOnlyKeys("why").containsEntry("why", AWAY);
    }

    @Test
    void looksOnlyNowAndThenHoweverOftenItIsAsked() {
        for (int i = 0; i < 100; i++) {
            assertThat(database.health().getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(asked).hasValue(1);
        now.set(Instant.EPOCH.plusSeconds(6));
        assertThat(database.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(asked).hasValue(2);
    }

    private DataSource nobodyThere() {
        PGSimpleDataSource away = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                asked.incrementAndGet();
                return super.getConnection();
            }
        };
        away.setUrl("jdbc:postgresql://127.0.0.1:1/rollcall");
        away.setUser("owner");
        return away;
    }
}
