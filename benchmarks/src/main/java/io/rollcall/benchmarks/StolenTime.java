package io.rollcall.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the processors' time the host has given to others, which no figure of a virtual machine shows by itself:
 * a hundredth of it is enough to decide a 99th percentile.
 */
final class StolenTime {

    /** Its first line: ticks of user, nice, system, idle, iowait, irq, softirq, steal since the start (proc_stat(5)). */
    private static final Path COUNTERS = Path.of("/proc/stat");

    private static final int STOLEN = 7;

    private long[] before = ticks();

    /** The share since this was last asked for, as a line for a person; none where the system does not tell. */
    List<String> notesSinceLast() {
        long[] now = ticks();
        long all = Arrays.stream(now).sum() - Arrays.stream(before).sum();
        long stolen = now[STOLEN] - before[STOLEN];
        before = now;
        return all == 0
                ? List.of()
                : List.of("the host gave %.1f %% of the processors' time to others".formatted(100.0 * stolen / all));
    }

    private static long[] ticks() {
        if (!Files.isReadable(COUNTERS)) {
            return new long[STOLEN + 1]; // not Linux
        }
        try (Stream<String> lines = Files.lines(COUNTERS)) {
            return lines.findFirst().stream()
                    .flatMap(line -> Arrays.stream(line.split(" +")))
                    .skip(1)
                    .limit(STOLEN + 1L)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
