package io.rollcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code ./rollcall bench [NAME]}: runs the benchmarks and prints a table of figures and ratios. */
public final class Benchmarks {

    private static final int ROUNDS = Integer.getInteger("rollcall.bench.rounds", 3);
    private static final int ROWS = Integer.getInteger("rollcall.bench.rows", 1_000_000);

    private Benchmarks() {}

    /** A benchmark and how to set it up for so many rows. */
    private interface Setup {
        Benchmark of(int rows) throws Exception;
    }

    private static final Map<String, Setup> ALL = new TreeMap<>(
            Map.of(DrainBenchmark.NAME, DrainBenchmark::new, MigrateBenchmark.NAME, MigrateBenchmark::new));

    /**
     * Runs the benchmark of that name, or all.
     *
     * @param args none, or a name
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        List<String> names = args.length == 0 ? List.copyOf(ALL.keySet()) : List.of(args);
        List<Setup> chosen = new ArrayList<>();
        for (String name : names) {
            Setup setup = ALL.get(name);
            if (setup == null) {
                System.err.println("There is no benchmark " + name + "; there are " + ALL.keySet());
                System.exit(2);
                return;
            }
            chosen.add(setup);
        }
        List<String> lines = new ArrayList<>();
        for (Setup setup : chosen) {
            try (Benchmark benchmark = setup.of(ROWS)) {
                lines.add(run(benchmark));
            }
        }
        System.out.printf(
                "%n%-10s %14s %14s %8s %10s   %s%n", "", "Rollcall", "limit", "ratio", "promised", "limit is");
        lines.forEach(System.out::println);
        System.exit(0);
    }

    private static String run(Benchmark benchmark) throws Exception {
        List<Double> limit = new ArrayList<>();
        List<Double> rollcall = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            limit.add(benchmark.limitOnce());
            rollcall.add(benchmark.rollcallOnce());
            System.out.printf(
                    "%s, round %d of %d: %,.0f rows/s beside %,.0f rows/s%n",
                    benchmark.name(), round, ROUNDS, rollcall.getLast(), limit.getLast());
            System.out.println("  " + benchmark.notes());
        }
        double ratio = Median.of(rollcall) / Median.of(limit);
        return "%-10s %,12.0f/s %,12.0f/s %7.2fx %9.2fx   %s"
                .formatted(
                        benchmark.name(),
                        Median.of(rollcall),
                        Median.of(limit),
                        ratio,
                        benchmark.promised(),
                        benchmark.limit());
    }
}
