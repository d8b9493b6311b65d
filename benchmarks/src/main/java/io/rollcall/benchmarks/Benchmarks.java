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

    private static final Map<String, Setup> ALL = new TreeMap<>(Map.of(
            DrainBenchmark.NAME,
            DrainBenchmark::new,
            MigrateBenchmark.NAME,
            MigrateBenchmark::new,
            BackupBenchmark.NAME,
            BackupBenchmark::new,
            MetricsBenchmark.NAME,
            MetricsBenchmark::new,
            RestartBenchmark.NAME,
            _ -> new RestartBenchmark()));

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
        List<Line> lines = new ArrayList<>(List.of(Line.HEAD));
        for (Setup setup : chosen) {
            try (Benchmark benchmark = setup.of(ROWS)) {
                lines.addAll(run(benchmark));
            }
        }
        System.out.println();
        lines.forEach(System.out::println);
        System.exit(0);
    }

    private static List<Line> run(Benchmark benchmark) throws Exception {
        Figures figures = new Figures(benchmark.unit());
        for (int round = 1; round <= ROUNDS; round++) {
            benchmark.round(figures);
            System.out.printf("%s, round %d of %d: %s%n", benchmark.name(), round, ROUNDS, figures.latest());
            benchmark.notes().forEach(note -> System.out.println("  " + note));
        }
        return benchmark.lines(figures);
    }
}
