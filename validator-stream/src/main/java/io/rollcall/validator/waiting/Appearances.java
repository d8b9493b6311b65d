package io.rollcall.validator.waiting;

import org.jspecify.annotations.Nullable;

/**
 * The ids that became known most recently, numbered, so that whoever waits learns of each without searching. Thread-safe.
 */
final class Appearances {

    private static final int KEPT = 1 << 16;

    private final long[] ring = new long[KEPT];
    private long count;

    synchronized void add(long id) {
        ring[(int) (count % KEPT)] = id;
        count++;
    }

    /** How many there have been so far. */
    synchronized long count() {
        return count;
    }

    /** The ids since the first {@code seen}; null if some of them are no longer kept. */
    synchronized long @Nullable [] since(long seen) {
        if (count - seen > KEPT) {
            return null;
        }
        long[] news = new long[(int) (count - seen)];
        for (int i = 0; i < news.length; i++) {
            news[i] = ring[(int) ((seen + i) % KEPT)];
        }
        return news;
    }
}
