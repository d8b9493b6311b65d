package io.rollcall.backup;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the database answers. A service without one is ready nevertheless: it can hand out the backups that it has, which
 * is what they are for.
 */
final class DatabaseHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);
    private static final int PATIENCE_SECONDS = 3;

    private final DataSource database;

    DatabaseHealth(DataSource database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("why", "the database does not answer")
                            .build();
        } catch (SQLException e) {
            LOG.debug("the database is away", e);
            return Health.down()
                    .withDetail("why", "the database is away or refuses, SQLSTATE " + e.getSQLState())
                    .build();
        }
    }
}
