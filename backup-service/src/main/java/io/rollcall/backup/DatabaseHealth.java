package io.rollcall.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the database answers. A service without one is ready nevertheless: it can hand out the backups that it has, which
 * is what they are for. Anyone may ask, so that it looks only now and then, and once for all who ask meanwhile.
 */
final class DatabaseHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);
    private static final int PATIENCE_SECONDS = 3;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final DataSource database;
    private final InstantSource clock;
    private Health last = Health.unknown().build();
    private Instant looked = Instant.MIN;

    DatabaseHealth(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public synchronized Health health() {
        if (looked.isBefore(clock.instant().minus(FRESH))) {
            last = look();
            looked = clock.instant();
        }
        return last;
    }

    private Health look() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS) ? Health.up().build() : down("the database does not answer");
        } catch (SQLException e) {
            if (!last.getStatus().equals(Status.DOWN)) {
                LOG.warn("the database is away or refuses", e);
            }
            return down("the database is away or refuses, SQLSTATE " + e.getSQLState() + "; the log says more");
        }
    }

    private static Health down(String why) {
        return Health.down().withDetail("why", why).build();
    }
}
