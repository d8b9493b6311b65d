package io.rollcall.metrics.facts;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts dead letters, of which there may be very many, no more often than need be: the sink stores a letter and the
 * offset of its topic together, so that as long as the offset has not moved the last count is right. It is taken anew
 * after some seconds all the same, since letters may be removed without an offset. While letters pour in by the hundred
 * thousand, counting them takes a tenth of the time at most, and the count may be a second or two behind.
 */
final class RejectedHires {

    private static final Duration LONGEST_KEPT = Duration.ofSeconds(10);
    private static final Duration DEAR = Duration.ofMillis(20);
    private static final int REST = 10;

    private static final String POSITION = """
            SELECT coalesce(sum(next_offset), 0)::bigint FROM rollcall.offsets WHERE topic = 'dead-letters'
            """;

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
     * @param at when it was finished, and {@code took} how long it took, in nanoseconds
     */
    private record Counted(long position, long at, long took, Rejected rejected) {

        boolean holds(long position, long now) {
            long age = now - at;
            return this.position == position
                    ? age < LONGEST_KEPT.toNanos()
                    : took > DEAR.toNanos() && age < Math.min(REST * took, LONGEST_KEPT.toNanos());
        }
    }

    private record Row(@Nullable String code, long letters) {}

    private final JdbcClient database;
    private final AtomicReference<@Nullable Counted> last = new AtomicReference<>();

    RejectedHires(JdbcClient database) {
        this.database = database;
    }

    Rejected read() {
        long position = database.sql(POSITION).query(Long.class).single();
        Counted counted = last.get();
        if (counted == null || !counted.holds(position, System.nanoTime())) {
            long start = System.nanoTime();
            Rejected rejected = count();
            long end = System.nanoTime();
            counted = new Counted(position, end, end - start, rejected);
            last.set(counted);
        }
        return counted.rejected();
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
                letters, rows.stream().flatMap(RejectedHires::reason).toList());
    }

    private static Stream<Rejected.Reason> reason(Row row) {
        return row.code() == null ? Stream.of() : Stream.of(new Rejected.Reason(row.code(), row.letters()));
    }
}
