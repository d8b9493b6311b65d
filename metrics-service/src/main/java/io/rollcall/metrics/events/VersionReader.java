package io.rollcall.metrics.events;

import io.rollcall.metrics.facts.DatabaseState;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One look at the state of the stored records; a database that is away is looked for again next time. */
final class VersionReader implements Supplier<Optional<StoredVersion>> {

    private static final Logger log = LoggerFactory.getLogger(VersionReader.class);

    private static final String VERSION = "SELECT now() AS as_of, " + DatabaseState.COLUMN;

    private final JdbcClient database;
    private final AtomicBoolean isAway = new AtomicBoolean();

    VersionReader(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Optional<StoredVersion> get() {
        try {
            StoredVersion version = database.sql(VERSION)
                    .query((row, _) -> new StoredVersion(
                            row.getString(DatabaseState.LABEL),
                            row.getObject("as_of", OffsetDateTime.class).toInstant()))
                    .single();
            isAway.set(false);
            return Optional.of(version);
        } catch (RuntimeException e) {
            if (!isAway.getAndSet(true)) {
                log.warn("the state of the stored records cannot be read, trying again: {}", e.toString());
            }
            return Optional.empty();
        }
    }
}
