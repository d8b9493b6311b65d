package io.rollcall.sink;

import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.consumer.SinkStatus.Part;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Brings the database to what the schema files describe, and takes down how that went. Thread-safe. */
final class SinkSetup {

    private static final Logger LOG = LoggerFactory.getLogger(SinkSetup.class);

    private final DatabaseSetup setup;
    private final DataSource database;
    private final SinkStatus status;

    SinkSetup(DatabaseSetup setup, DataSource database, SinkStatus status) {
        this.setup = setup;
        this.database = database;
        this.status = status;
    }

    /**
     * Whether the database is as described now. If not, it is to be tried again: what is wrong may be mended outside.
     */
    boolean succeeds() {
        try {
            setup.run(database);
            status.well(Part.DATABASE);
            status.well(Part.SCHEMA);
            return true;
        } catch (SQLException | DataAccessException e) {
            if (status.trouble(Part.DATABASE, Reason.ofDatabase(e))) {
                LOG.warn("waiting for the database to create tables in: {}", e.getMessage());
            }
        } catch (IllegalArgumentException e) {
            if (status.trouble(Part.SCHEMA, String.valueOf(e.getMessage()))) {
                LOG.error("{}", e.getMessage());
            }
        }
        return false;
    }
}
