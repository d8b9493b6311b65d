package io.rollcall.schemas.rows;

/**
 * Moments as PostgreSQL counts them: microseconds since 2000. The last that Avro can write, in the year 294247, lies
 * within PostgreSQL's bounds; the first does not.
 */
final class PostgresTime {

    /** From 1970, which Avro counts from, to 2000. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;
    /** PostgreSQL's {@code MIN_TIMESTAMP}, 4714-11-24 BC. */
    private static final long LEAST = -211_813_488_000_000_000L;

    private PostgresTime() {}

    static long fromAvro(long micros) {
        if (micros < LEAST + EPOCH_MICROS) {
            throw new AvroCursor.MalformedException("it contains a moment before PostgreSQL's first, in 4714 BC");
        }
        return micros - EPOCH_MICROS;
    }

    static long toAvro(long micros) {
        return micros + EPOCH_MICROS;
    }
}
