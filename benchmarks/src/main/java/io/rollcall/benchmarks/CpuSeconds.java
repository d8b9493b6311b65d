package io.rollcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CPU seconds by part, from Linux's {@code /proc}: the threads of the JVM grouped by name, and its child processes.
 * Elsewhere there is none to tell, and the map is empty.
 *
 * @param byPart seconds of user and system time
 */
record CpuSeconds(Map<String, Double> byPart) {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;
    /** Beginnings of thread names, as the kernel keeps them (15 characters), and the part that they belong to. */
    private static final List<Map.Entry<String, String>> THREADS = List.of(
            Map.entry("kafka-producer", "producers' senders"),
            Map.entry("data-plane", "broker"),
            Map.entry("kafka-", "broker"),
            Map.entry("TxnMarker", "broker"),
            Map.entry("AddPartitions", "broker"),
            Map.entry("executor-", "broker"),
            Map.entry("controller", "broker"),
            Map.entry("group-coord", "broker"),
            Map.entry("transaction", "broker"),
            Map.entry("validator", "validator"),
            Map.entry("Global", "validator"),
            Map.entry("rocksdb", "validator"),
            Map.entry("db-sink", "sink"),
            Map.entry("sink", "sink"),
            Map.entry("migrate", "gateway"),
            Map.entry("gateway", "gateway"),
            Map.entry("http-nio", "gateway"),
            Map.entry("tomcat", "gateway"),
            Map.entry("ForkJoin", "virtual threads"),
            Map.entry("GC", "garbage collection"),
            Map.entry("VM Thread", "garbage collection"),
            Map.entry("C1", "JIT compiler"),
            Map.entry("C2", "JIT compiler"));

    /**
     * What the process, its child processes and a PostgreSQL have used so far.
     *
     * @param pid of the JVM
     * @param postgres the data folder of PostgreSQL, which is nobody's child
     */
    static CpuSeconds of(long pid, Path postgres) {
        Map<String, Double> byPart = new TreeMap<>();
        children(PROC.resolve(String.valueOf(pid)).resolve("task"))
                .forEach(thread -> byPart.merge(part(thread), seconds(thread, /* ended= */ false), Double::sum));
        ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .forEach(child -> byPart.merge("registry", seconds(child), Double::sum));
        postmaster(postgres)
                .ifPresent(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())
                        .forEach(process -> byPart.merge("PostgreSQL", seconds(process), Double::sum)));
        return new CpuSeconds(byPart);
    }

    private static Optional<ProcessHandle> postmaster(Path postgres) {
        try (Stream<String> lines = Files.lines(postgres.resolve("cluster").resolve("postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    CpuSeconds since(CpuSeconds earlier) {
        return new CpuSeconds(byPart.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        part -> part.getValue() - earlier.byPart.getOrDefault(part.getKey(), 0.0),
                        (one, other) -> one,
                        TreeMap::new)));
    }

    String perMillion(long rows) {
        double scale = 1e6 / rows;
        double sum = byPart.values().stream().mapToDouble(Double::doubleValue).sum();
        return "CPU seconds per million: %.1f = ".formatted(sum * scale)
                + byPart.entrySet().stream()
                        .filter(part -> part.getValue() * scale >= 0.05)
                        .map(part -> "%s %.1f".formatted(part.getKey(), part.getValue() * scale))
                        .collect(Collectors.joining(", "));
    }

    /** The most memory that the process has had resident, in MiB; 0 where the system does not tell. */
    static long peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static String part(Path thread) {
        String name = name(thread);
        return THREADS.stream()
                .filter(known -> name.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("other threads");
    }

    private static String name(Path folder) {
        try {
            return Files.readString(folder.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    private static double seconds(ProcessHandle process) {
        return seconds(PROC.resolve(String.valueOf(process.pid())), /* ended= */ true);
    }

    /**
     * The user and system time of a thread or process, with that of its children that have ended if these are asked
     * for.
     */
    private static double seconds(Path folder, boolean ended) {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return fields.subList(11, ended ? 15 : 13).stream()
                            .mapToLong(Long::parseLong)
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
