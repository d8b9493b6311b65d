package io.rollcall.metrics.facts;

import io.rollcall.metrics.facts.Facts.StoredOffset;
import io.rollcall.metrics.facts.Facts.YearHires;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what figures rest on, or gives again what was read in the same state of the database, for whichever page. To be
 * called in the transaction that reads the figures.
 */
public final class FactsReader {

    private static final String MOMENT = "SELECT now() AS as_of, " + DatabaseState.COLUMN;

    private static final String OFFSETS = """
            SELECT topic, "partition", next_offset FROM rollcall.offsets
             WHERE topic = 'valid.hired_employees' ORDER BY "partition"
            """;

    private static final String YEARS = """
            SELECT year, sum(count)::bigint AS hires FROM rollcall.hires_by_quarter
             GROUP BY year HAVING sum(count) > 0 ORDER BY year
            """;

    private static final String LATEST_YEAR = """
            SELECT coalesce(
                (SELECT year FROM rollcall.hires_by_quarter
                  GROUP BY year HAVING sum(count) > 0 ORDER BY year DESC LIMIT 1),
                date_part('year', now() AT TIME ZONE 'UTC')::int)
            """;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private record Moment(Instant asOf, String state) {}

    private final JdbcClient database;
    private final RejectedHires rejected;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<@Nullable Facts> last = new AtomicReference<>();

    public FactsReader(JdbcClient database) {
        this.database = database;
        this.rejected = new RejectedHires(database);
    }

    /** Everything that a page explains. Of pages written at a time one reads, and the others have it as well. */
    public Facts read() {
        Moment moment = moment();
        boolean inTurn = await();
        try {
            return read(moment);
        } finally {
            if (inTurn) {
                turn.unlock();
            }
        }
    }

    /** Whether it is this thread's turn. Whoever would have to wait long for another's reads for itself. */
    private boolean await() {
        try {
            return turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Facts read(Moment moment) {
        Facts known = last.get();
        if (known != null && known.version().equals(moment.state())) {
            return known.asOf(moment.asOf());
        }
        Facts facts = new Facts(moment.asOf(), moment.state(), offsets(), years(), rejected.read(moment.state()));
        if (facts.rejected().isExact()) { // a count of another moment is soon taken anew
            last.accumulateAndGet(facts, FactsReader::later);
        }
        return facts;
    }

    private static Facts later(@Nullable Facts one, Facts other) {
        return one != null && one.asOf().isAfter(other.asOf()) ? one : other;
    }

    /** The latest year that has hires, the current one if none has. */
    public int latestYear() {
        return database.sql(LATEST_YEAR).query(Integer.class).single();
    }

    private Moment moment() {
        return database.sql(MOMENT)
                .query((row, _) -> new Moment(
                        row.getObject("as_of", OffsetDateTime.class).toInstant(), row.getString(DatabaseState.LABEL)))
                .single();
    }

    private List<YearHires> years() {
        return database.sql(YEARS)
                .query((row, _) -> new YearHires(row.getInt("year"), row.getLong("hires")))
                .list();
    }

    private List<StoredOffset> offsets() {
        return database.sql(OFFSETS)
                .query((row, _) ->
                        new StoredOffset(row.getString("topic"), row.getInt("partition"), row.getLong("next_offset")))
                .list();
    }
}
