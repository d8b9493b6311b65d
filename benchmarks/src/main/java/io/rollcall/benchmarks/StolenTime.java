package io.rollcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How much of the processors' time the host has given to others, which no figure of a virtual machine shows by itself: a
 * hundredth of it is enough to decide a 99th percentile.
 */
final class StolenTime {

    /** Of all processors: user, nice, system, idle, iowait, irq, softirq, steal in ticks since the start (proc_stat(5)). */
    private static final Path COUNTERS = Path.of("/proc/stat");

    private static final int FIELDS = 8;

    private long[] since = ticks();

    /** The share since the last time it was asked for, for a person. */
    List<String> note() {
        long[] now = ticks();
        if (now.length < FIELDS) {
            return List.of();
        }
        long stolen = now[FIELDS - 1] - since[FIELDS - 1];
        long all = Arrays.stream(now).sum() - Arrays.stream(since).sum();
        since = now;
        return List.of("the host gave %.1f %% of the processors' time to others".formatted(100.0 * stolen / all));
    }

    private static long[] ticks() {
        try {
            return Arrays.stream(Files.readAllLines(COUNTERS).getFirst().trim().split(" +"))
                    .skip(1)
                    .limit(FIELDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            return new long[0]; // not Linux
        }
    }
}
