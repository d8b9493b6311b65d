package io.rollcall.gateway.publish;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Gives out batch ids: UUIDs of version 7 (RFC 9562), each greater than the one before. Thread-safe. */
public final class BatchIds {

    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final RandomGenerator random;
    /** Milliseconds and a counter of what was given out within one. */
    private long last;

    public BatchIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized UUID next() {
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        long milliseconds = last >>> COUNTER_BITS;
        long counter = last & ((1L << COUNTER_BITS) - 1);
        return new UUID((milliseconds << 16) | VERSION_7 | counter, VARIANT | (random.nextLong() & RANDOM_MASK));
    }
}
