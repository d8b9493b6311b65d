package io.rollcall.schemas.rules;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The moments that an instant column can hold: UTC years 1 to 9999, in microseconds. */
final class InstantRange {

    static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long MICROS_PER_SECOND = 1_000_000;

    private InstantRange() {}

    static Reading of(Sent.Moment moment) {
        long perSecond = moment.unit().convert(1, TimeUnit.SECONDS);
        long second = Math.floorDiv(moment.value(), perSecond);
        long rest = Math.floorMod(moment.value(), perSecond);
        return of(second, moment.unit().toMicros(rest));
    }

    static Reading of(long second, long micros) {
        return second < FIRST_SECOND || second > LAST_SECOND
                ? Reading.None.NOT_A_DATETIME
                : new Reading.InstantValue(second * MICROS_PER_SECOND + micros);
    }
}
