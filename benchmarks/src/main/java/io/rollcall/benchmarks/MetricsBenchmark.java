package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics asked for through the gateway, 200 requests a second, of two Rollcalls that run side by side: one has so many
 * hires, the other ten times as many; beside the same question put to the hires themselves in SQL. Both metrics are
 * asked for in turn: while nothing is stored, so that answers are given again once each was read anew; and while
 * something is committed, for JSON so often that each answer is read anew, for pages once a second.
 */
final class MetricsBenchmark implements Benchmark {

    static final String NAME = "metrics";

    private static final int TIMES = 10;
    private static final int PER_SECOND = 200;
    private static final String WHAT = PER_SECOND + " requests/s through the gateway";
    private static final Load IN_ROUNDS = new Load(PER_SECOND, Duration.ofSeconds(20));
    /**
     * What does not count. Code that is not compiled yet cannot answer even half of the rate on two cores: some are
     * sent away with 503.
     */
    private static final List<Load> AT_FIRST = List.of(
            new Load(PER_SECOND / 8, Duration.ofSeconds(20)),
            new Load(PER_SECOND / 4, Duration.ofSeconds(20)),
            new Load(PER_SECOND / 2, Duration.ofSeconds(20)),
            new Load(PER_SECOND, Duration.ofSeconds(30)));

    private static final Duration TWENTIETH = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private static final double PROMISED_JSON_P50 = 10;
    private static final double PROMISED_JSON_P99 = 25;
    private static final double PROMISED_HTML_P99 = 60;
    private static final double PROMISED_RATIO = 1.2;

    private static final Asked JSON = new Asked("JSON", "json", OK, null);
    private static final Asked HTML = new Asked("HTML", "html", OK, null);
    private static final Asked UNCHANGED = new Asked("304", "json", NOT_MODIFIED, null);
    private static final Asked STORING = new Asked("JSON, storing", "json", OK, TWENTIETH);
    private static final Asked HTML_STORING = new Asked("HTML, storing", "html", OK, SECOND);

    /**
     * What is asked for.
     *
     * @param title how it is named in the table
     * @param status of the answers, 304 for somebody who has the present ones
     * @param commitsApart the time between commits meanwhile, if there are any
     */
    private record Asked(
            String title,
            String format,
            int status,
            @Nullable Duration commitsApart) {

        List<HttpRequest> requests(StockedRollcall of) throws IOException, InterruptedException {
            List<HttpRequest> requests = new ArrayList<>();
            for (String metric : List.of("hired_by_quarter", "departments_above_mean")) {
                String path = "/metrics/" + metric + "?year=2021&format=" + format;
                requests.add(status == NOT_MODIFIED ? of.getUnlessUnchanged(path) : of.get(path));
            }
            return requests;
        }
    }

    private record Sized(StockedRollcall rollcall, String size) {

        String p50(Asked asked) {
            return asked.title + " p50, " + size;
        }

        String p99(Asked asked) {
            return asked.title + " p99, " + size;
        }

        String direct() {
            return "GROUP BY, " + size;
        }
    }

    private final Path folder;
    private final Sized small;
    private final Sized large;
    private final StolenTime stolen;

    MetricsBenchmark(int rows) throws Exception {
        this.folder = Files.createTempDirectory("rollcall-metrics");
        Path csv = folder.resolve("csv");
        this.small = sized(RunningRollcall.start(folder.resolve("small")), csv, rows);
        this.large = sized(RunningRollcall.startSecond(folder.resolve("large")), csv, Math.multiplyExact(TIMES, rows));
        System.out.println(NAME + ": warming up for a quarter of an hour");
        for (Load load : AT_FIRST) {
            ask(load, new Figures(unit()));
        }
        this.stolen = new StolenTime();
    }

    private static Sized sized(RunningRollcall rollcall, Path csv, int hires) throws Exception {
        return new Sized(new StockedRollcall(rollcall, csv, hires), "%,d".formatted(hires));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Unit unit() {
        return Unit.MILLISECONDS;
    }

    @Override
    public void round(Figures figures) throws Exception {
        ask(IN_ROUNDS, figures);
        figures.add(small.direct(), small.rollcall().direct());
        figures.add(large.direct(), large.rollcall().direct());
    }

    private void ask(Load load, Figures figures) throws Exception {
        for (Asked asked : List.of(JSON, HTML, UNCHANGED, STORING, HTML_STORING)) {
            for (Sized sized : List.of(small, large)) {
                Latencies latencies = latencies(load, asked, sized.rollcall());
                figures.add(sized.p50(asked), latencies.p50());
                figures.add(sized.p99(asked), latencies.p99());
            }
        }
    }

    private static Latencies latencies(Load load, Asked asked, StockedRollcall rollcall) throws Exception {
        List<HttpRequest> requests = asked.requests(rollcall);
        if (asked.commitsApart() == null) {
            return load.run(requests, asked.status());
        }
        try (AutoCloseable _ = rollcall.committing(asked.commitsApart())) {
            return load.run(requests, asked.status());
        }
    }

    @Override
    public List<String> notes() {
        return stolen.notesSinceLast();
    }

    @Override
    public List<Line> lines(Figures figures) {
        List<Line> lines = new ArrayList<>();
        for (Sized sized : List.of(small, large)) {
            lines.add(within(figures, sized.p50(JSON), PROMISED_JSON_P50));
            lines.add(within(figures, sized.p99(JSON), PROMISED_JSON_P99));
            lines.add(within(figures, sized.p99(HTML), PROMISED_HTML_P99));
            lines.add(within(figures, sized.p99(UNCHANGED), PROMISED_JSON_P99));
            for (Asked storing : List.of(STORING, HTML_STORING)) {
                lines.add(Line.took(sized.p99(storing), figures.median(sized.p99(storing)), WHAT));
            }
            String json = sized.p50(STORING);
            lines.add(Line.insteadOf(
                    json, figures.median(json), figures.median(sized.direct()), "GROUP BY over the hires in SQL"));
        }
        lines.add(ratio(figures, small.p50(JSON), large.p50(JSON)));
        lines.add(ratio(figures, small.p50(HTML), large.p50(HTML)));
        return lines;
    }

    private static Line within(Figures figures, String name, double promised) {
        return Line.within(name, figures.median(name), promised, WHAT);
    }

    private Line ratio(Figures figures, String ofSmall, String ofLarge) {
        return Line.nearly(
                ofLarge,
                figures.median(ofLarge),
                figures.median(ofSmall),
                PROMISED_RATIO,
                "the same of " + small.size() + " hires");
    }

    @Override
    public void close() throws IOException, SQLException {
        large.rollcall().close();
        small.rollcall().close();
        RunningRollcall.deleteFolder(folder);
    }
}
