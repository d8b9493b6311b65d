package io.rollcall.sink.rows;

/** Moments as PostgreSQL counts them: microseconds since 2000, within bounds. */
final class PostgresTime {

    /** From 1970, which Avro counts from, to 2000. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;
    /** PostgreSQL's {@code MIN_TIMESTAMP}, 4714-11-24 BC. */
    private static final long LEAST = -211_813_488_000_000_000L;
    /** PostgreSQL's {@code END_TIMESTAMP}, the year 294277, itself out of bounds. */
    private static final long END = 9_223_371_331_200_000_000L;

    private PostgresTime() {}

    static long fromAvro(long micros) {
        if (micros < LEAST + EPOCH_MICROS) {
            throw new AvroCursor.MalformedException("it contains a moment before PostgreSQL's first, in 4714 BC");
        }
        long moved = micros - EPOCH_MICROS;
        if (moved >= END) {
            throw new AvroCursor.MalformedException("it contains a moment after PostgreSQL's last, in the year 294276");
        }
        return moved;
    }
}
