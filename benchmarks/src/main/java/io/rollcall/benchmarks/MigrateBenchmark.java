package io.rollcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A CSV file of new hires through {@code POST /migrate} of the whole system, as {@code ./rollcall up} starts it, to the
 * last row in PostgreSQL; beside one {@code COPY} of the same file into a table of its own in the same PostgreSQL.
 *
 * <p>The system runs through all rounds. Before the first it takes one file that does not count, as a service would
 * have that is in use; what that took is told too. Its table grows by each round, the limit's is made anew.
 */
final class MigrateBenchmark implements Benchmark {

    static final String NAME = "migrate";

    private static final String LIMIT = "COPY of a file";
    private static final double PROMISED = 0.6;

    private final int rows;
    private final Path folder;
    private final RunningRollcall rollcall;
    private final Connection database;
    private int next;
    private String notes = "";

    MigrateBenchmark(int rows) throws Exception {
        this.rows = rows;
        this.folder = Files.createTempDirectory("rollcall-migrate");
        this.rollcall = RunningRollcall.start(folder.resolve("data"));
        this.database = DriverManager.getConnection(rollcall.address("postgres"));
        System.out.printf("%s, just started: %,.0f rows/s%n", NAME, migrateOnce());
        System.out.println("  " + notes);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void round(Figures figures) throws Exception {
        figures.add(LIMIT, new BareTables(database).copyFile(nextFiles().getLast(), rows));
        figures.add(NAME, migrateOnce());
    }

    @Override
    public List<Line> lines(Figures figures) {
        return List.of(Line.beside(
                NAME,
                figures.median(NAME),
                figures.median(LIMIT),
                PROMISED,
                "COPY of the same file, foreign keys enforced by the database"));
    }

    private double migrateOnce() throws Exception {
        List<Path> csv = nextFiles();
        database.setAutoCommit(true);
        StoredRows stored = new StoredRows(database);
        long expected = stored.count() + rows + HireRows.DEPARTMENTS + HireRows.JOBS;
        CpuSeconds before = cpu();
        long start = System.nanoTime();
        rollcall.migrate(csv);
        stored.await(expected);
        long nanos = System.nanoTime() - start;
        notes = cpu().since(before).perMillion(rows) + "; JVM's peak memory " + CpuSeconds.peakMemory(rollcall.pid())
                + " MiB";
        return BareTables.perSecond(rows, nanos);
    }

    private List<Path> nextFiles() throws IOException {
        return HireRows.writeFiles(folder.resolve("csv"), 1 + rows * next++, rows);
    }

    private CpuSeconds cpu() {
        return CpuSeconds.of(rollcall.pid(), folder.resolve("data").resolve("postgres"));
    }

    @Override
    public List<String> notes() {
        return List.of(notes);
    }

    @Override
    public void close() throws IOException, SQLException {
        database.close();
        rollcall.close();
        RunningRollcall.deleteFolder(folder);
    }
}
