package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTest {

    @Test
    void saysThatTheDatabaseIsAwayAndNotWhereItWouldBe() {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setUrl("jdbc:postgresql://127.0.0.1:1/rollcall");
        away.setUser("owner");

        Health health = new DatabaseHealth(away).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsOnlyKeys("why")
                .containsEntry("why", "the database is away or refuses, SQLSTATE 08001");
    }
}
