package io.rollcall.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Watches how far each partition is, and notes the longest time for which one of them did not go on. */
final class Standstill implements AutoCloseable {

    private static final int EVERY_MILLIS = 10;

    private final Callable<Map<Integer, Long>> progress;
    private final Map<Integer, Long> reached = new HashMap<>();
    private final Map<Integer, Long> since = new HashMap<>();
    private final Thread thread;
    private volatile long longest;
    private volatile boolean ended;

    /**
     * Begins to watch.
     *
     * @param progress the next offset of each partition; records come all the time
     */
    Standstill(Callable<Map<Integer, Long>> progress) {
        this.progress = progress;
        thread = Thread.ofPlatform().daemon().name("standstill").start(this::watch);
    }

    private void watch() {
        while (!ended) {
            try {
                look(progress.call());
                Thread.sleep(EVERY_MILLIS);
            } catch (Exception e) {
                throw new IllegalStateException("nobody can tell how far the partitions are", e);
            }
        }
    }

    private synchronized void look(Map<Integer, Long> offsets) {
        long now = System.nanoTime();
        offsets.forEach((partition, offset) -> {
            long moved = since.getOrDefault(partition, now);
            longest = Math.max(longest, now - moved);
            since.put(partition, offset.equals(reached.put(partition, offset)) ? moved : now);
        });
    }

    /** How many partitions are watched. */
    synchronized int partitions() {
        return reached.size();
    }

    /** Forgets what was. */
    synchronized void begin() {
        long now = System.nanoTime();
        since.replaceAll((_, _) -> now);
        longest = 0;
    }

    /** The longest standstill since the beginning, in milliseconds. */
    double longestMillis() {
        return longest / 1e6;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
