package io.rollcall.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Watches how far each partition is, and notes the longest time for which one of them did not go on. */
final class Standstill implements AutoCloseable {

    private static final int EVERY_MILLIS = 10;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Callable<Map<Integer, Long>> progress;
    private final Map<Integer, Long> reached = new HashMap<>();
    private final Map<Integer, Long> since = new HashMap<>();
    private final Thread thread;
    private volatile long longest;
    private volatile @Nullable Exception failure;
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
        try {
            while (!ended) {
                look(progress.call());
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (Exception e) {
            failure = e;
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

    /**
     * Waits until so many partitions have gone on, each.
     *
     * @throws IllegalStateException if they do not within the deadline, or nobody can tell
     */
    void awaitAllGoOn(int partitions) throws InterruptedException {
        Map<Integer, Long> before = reached();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!allWentOn(partitions, before)) {
            if (failure != null || System.nanoTime() > deadline) {
                throw new IllegalStateException("partitions stand still at " + reached(), failure);
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }

    private boolean allWentOn(int partitions, Map<Integer, Long> before) {
        Map<Integer, Long> now = reached();
        return now.size() == partitions
                && now.entrySet().stream().noneMatch(entry -> entry.getValue().equals(before.get(entry.getKey())));
    }

    private synchronized Map<Integer, Long> reached() {
        return Map.copyOf(reached);
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
