package io.rollcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A CSV file of hires through {@code POST /migrate} of the whole system, as {@code ./rollcall up} starts it, to the last
 * row in PostgreSQL; beside one {@code COPY} of the same file. Each round on an empty data folder.
 */
final class MigrateBenchmark implements Benchmark {

    static final String NAME = "migrate";

    private final int rows;
    private final Path folder;
    private final List<Path> files;
    private String notes = "";

    MigrateBenchmark(int rows) throws IOException {
        this.rows = rows;
        this.folder = Files.createTempDirectory("rollcall-migrate");
        this.files = HireRows.writeFiles(folder.resolve("csv"), rows);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String limit() {
        return "COPY of the same file, foreign keys enforced by the database";
    }

    @Override
    public double promised() {
        return 0.6;
    }

    @Override
    public double limitOnce() throws Exception {
        try (RunningRollcall rollcall = RunningRollcall.start(folder.resolve("data"));
                Connection database = DriverManager.getConnection(rollcall.address("postgres"))) {
            return new BareTables(database).copyFile(files.getLast(), rows);
        }
    }

    @Override
    public double rollcallOnce() throws Exception {
        try (RunningRollcall rollcall = RunningRollcall.start(folder.resolve("data"));
                Connection database = DriverManager.getConnection(rollcall.address("postgres"))) {
            CpuSeconds before = CpuSeconds.of(rollcall.pid());
            long start = System.nanoTime();
            rollcall.migrate(files);
            awaitLastRow(database);
            long nanos = System.nanoTime() - start;
            notes = CpuSeconds.of(rollcall.pid()).since(before).perMillion(rows) + "; JVM's peak memory "
                    + CpuSeconds.peakMemory(rollcall.pid()) + " MiB";
            return BareTables.perSecond(rows, nanos);
        }
    }

    /** Asks for the few receipts rather than for a count of a million rows, so as not to slow down what is measured. */
    private void awaitLastRow(Connection database) throws SQLException, InterruptedException {
        long expected = (long) rows + HireRows.DEPARTMENTS + HireRows.JOBS;
        try (var question =
                database.prepareStatement("SELECT coalesce(sum(bit_count(stored)), 0) FROM rollcall.receipts")) {
            while (true) {
                try (var answer = question.executeQuery()) {
                    answer.next();
                    if (answer.getLong(1) >= expected) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
    }

    @Override
    public String notes() {
        return notes;
    }

    @Override
    public void close() throws IOException {
        RunningRollcall.deleteFolder(folder);
    }
}
