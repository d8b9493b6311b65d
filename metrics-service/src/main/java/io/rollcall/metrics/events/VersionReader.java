package io.rollcall.metrics.events;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One look at how far the valid topics have been stored; a database that is away is looked for again next time. */
final class VersionReader implements Supplier<Optional<StoredVersion>> {

    private static final Logger log = LoggerFactory.getLogger(VersionReader.class);

    private static final String VERSION = """
            SELECT coalesce(sum(next_offset), 0)::text AS version, now() AS as_of
              FROM rollcall.offsets WHERE starts_with(topic, 'valid.')
            """;

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
                            row.getString("version"),
                            row.getObject("as_of", OffsetDateTime.class).toInstant()))
                    .single();
            isAway.set(false);
            return Optional.of(version);
        } catch (RuntimeException e) {
            if (!isAway.getAndSet(true)) {
                log.warn("how far records have been stored cannot be read, trying again: {}", e.toString());
            }
            return Optional.empty();
        }
    }
}
