package io.rollcall.metrics.facts;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts dead letters, of which there may be very many. While they pour in by the hundred thousand, counting them
 * takes a tenth of the time at most, and the count may be some seconds behind; it says so then.
 */
final class RejectedHires {

    private static final Duration LONGEST_KEPT = Duration.ofSeconds(10);
    private static final Duration DEAR = Duration.ofMillis(20);
    private static final int REST = 10;

    /** The row without a code counts the letters, each of which has one code or more. */
    private static final String BY_CODE = """
            WITH letters AS MATERIALIZED (
                SELECT codes, count(*) AS letters FROM rollcall.dead_letters
                 WHERE table_name = 'hired_employees' GROUP BY codes)
            SELECT NULL AS code, coalesce(sum(letters), 0)::bigint AS letters FROM letters
            UNION ALL
            (SELECT code, sum(letters)::bigint FROM letters, unnest(codes) AS code
              GROUP BY code ORDER BY 2 DESC, code COLLATE "C")
            """;

    /**
     * A count and what it cost.
     *
     * @param state of the database, as {@link DatabaseState} has it
     * @param at when it was finished, and {@code took} how long it took, in nanoseconds
     */
    record Counted(String state, long at, long took, Rejected rejected) {

        boolean isToRest(long now) {
            return took > DEAR.toNanos() && now - at < Math.min(REST * took, LONGEST_KEPT.toNanos());
        }
    }

    private record Row(@Nullable String code, long letters) {}

    private final JdbcClient database;
    private final AtomicReference<@Nullable Counted> last = new AtomicReference<>();

    RejectedHires(JdbcClient database) {
        this.database = database;
    }

    /**
     * The count as the current transaction sees it, or one of another moment.
     *
     * @param state of the database in this transaction; somebody else may just have counted in it
     */
    Rejected read(String state) {
        Counted counted = last.get();
        if (counted != null && counted.state().equals(state)) {
            return counted.rejected();
        }
        if (counted != null && counted.isToRest(System.nanoTime())) {
            return counted.rejected().ofBefore();
        }
        long start = System.nanoTime();
        Rejected rejected = count();
        long end = System.nanoTime();
        last.set(new Counted(state, end, end - start, rejected));
        return rejected;
    }

    private Rejected count() {
        List<Row> rows = database.sql(BY_CODE)
                .query((row, _) -> new Row(row.getString("code"), row.getLong("letters")))
                .list();
        long letters = rows.stream()
                .filter(row -> row.code() == null)
                .mapToLong(Row::letters)
                .sum();
        return new Rejected(
                letters, rows.stream().flatMap(RejectedHires::reason).toList(), true);
    }

    private static Stream<Rejected.Reason> reason(Row row) {
        return row.code() == null ? Stream.of() : Stream.of(new Rejected.Reason(row.code(), row.letters()));
    }
}
