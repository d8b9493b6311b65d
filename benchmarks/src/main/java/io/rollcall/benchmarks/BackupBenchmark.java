package io.rollcall.benchmarks;

import static io.rollcall.benchmarks.BareTables.perSecond;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Hires stored in the whole system, as {@code ./rollcall up} starts it, through backup-service: backed up beside a bare
 * {@code COPY} into a file and beside {@code pg_dump}, verified without and with the database, replayed and restored;
 * each asked for over HTTP and timed by the client.
 *
 * <p>Before the first round one copy and one backup are taken, and verified, that do not count; what that took is told
 * too. For replay and restore somebody has emptied the table. A restore publishes all rows, so that from round to round
 * a replay has more records to read: its rate is that of records.
 */
final class BackupBenchmark implements Benchmark {

    static final String NAME = "backup";

    private static final String COPY = "COPY to a file";
    private static final String DUMP = "pg_dump";
    private static final String VERIFY = "verify";
    private static final String SCRATCH = "verify, scratch";
    private static final String REPLAY = "replay";
    private static final String RESTORE = "restore";

    private static final double PROMISED_OF_COPY = 0.5;
    private static final double PROMISED_OF_DUMP = 1.0;
    private static final double PROMISED_TO_VERIFY = 1_000_000;
    private static final double PROMISED_TO_RESTORE = 60_000;

    private final int rows;
    private final Path folder;
    private final RunningRollcall rollcall;
    private final BackupJobs jobs;
    private final Connection database;
    private final StoredHires hires;
    private final Optional<PgDump> pgDump;
    private final List<String> notes = new ArrayList<>();
    private final Path copy;
    private final Path dump;
    private long backupBytes;

    BackupBenchmark(int rows) throws Exception {
        this.rows = rows;
        this.folder = Files.createTempDirectory("rollcall-backup");
        this.copy = folder.resolve("copy");
        this.dump = folder.resolve("dump");
        this.rollcall = RunningRollcall.start(folder.resolve("data"));
        this.jobs = new BackupJobs(rollcall);
        this.database = DriverManager.getConnection(rollcall.address("postgres"));
        this.hires = new StoredHires(database);
        this.pgDump = PgDump.forServer(database.getMetaData().getDatabaseMajorVersion());
        rollcall.migrate(HireRows.writeFiles(folder.resolve("csv"), 1, rows));
        new StoredRows(database).await((long) rows + HireRows.DEPARTMENTS + HireRows.JOBS);
        hires.vacuum();
        Figures justStarted = new Figures(unit());
        copy(justStarted);
        verify(justStarted, backup(justStarted));
        System.out.printf("%s, just started: %s%n", NAME, justStarted.latest());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void round(Figures figures) throws Exception {
        notes.clear();
        copy(figures);
        String backup = backup(figures);
        dump(figures);
        verify(figures, backup);
        replay(figures);
        restore(figures, backup);
        notes.add("JVM's peak memory " + CpuSeconds.peakMemory(rollcall.pid()) + " MiB");
    }

    private void copy(Figures figures) throws SQLException, IOException {
        figures.add(COPY, perSecond(rows, new BareCopyOut(database, StoredHires.TABLE).binaryTo(copy)));
    }

    /** Takes a backup; its name. */
    private String backup(Figures figures) throws Exception {
        BackupJobs.Ended backup = timed(figures, NAME, rows, "/backup?table=" + StoredHires.TABLE);
        JsonNode file = backup.result().required("tables").required(0);
        requireAll(file.required("rows").asLong());
        backupBytes = file.required("bytes").asLong();
        return backup.backup();
    }

    private void dump(Figures figures) throws Exception {
        if (pgDump.isPresent()) {
            long nanos = pgDump.get().dump(rollcall.address("postgres"), StoredHires.TABLE, dump);
            figures.add(DUMP, perSecond(rows, nanos));
        } else {
            new BareCopyOut(database, StoredHires.TABLE).deflatedTextTo(dump);
        }
    }

    private void verify(Figures figures, String backup) throws Exception {
        timed(figures, VERIFY, rows, "/backups/" + backup + "/verify?scratch=false");
        timed(figures, SCRATCH, rows, "/backups/" + backup + "/verify");
    }

    private void replay(Figures figures) throws Exception {
        hires.empty();
        long records = hires.offset();
        BackupJobs.Ended replay = timed(figures, REPLAY, records, "/replay?table=" + StoredHires.TABLE);
        requireAll(receipt(replay).required("added").asLong());
        requireAll(hires.count());
        hires.vacuum();
        notes.add("the topic has %,d records"
                .formatted(receipt(replay).required("read").asLong()));
    }

    private void restore(Figures figures, String backup) throws Exception {
        hires.empty();
        long offset = hires.offset();
        BackupJobs.Ended restore =
                timed(figures, RESTORE, rows, "/restore?mode=replace&table=" + StoredHires.TABLE + "&backup=" + backup);
        requireAll(receipt(restore).required("stored").asLong());
        requireAll(hires.count());
        long start = System.nanoTime();
        hires.awaitOffset(offset + receipt(restore).required("published").asLong());
        notes.add("%.1f s after the restore the sink had read what it published"
                .formatted((System.nanoTime() - start) / 1e9));
        hires.vacuum();
    }

    private static JsonNode receipt(BackupJobs.Ended job) {
        return job.result().required("tables").required(StoredHires.TABLE);
    }

    private BackupJobs.Ended timed(Figures figures, String name, long count, String path) throws Exception {
        Path postgres = folder.resolve("data").resolve("postgres");
        CpuSeconds before = CpuSeconds.of(rollcall.pid(), postgres);
        BackupJobs.Ended ended = jobs.run(path);
        figures.add(name, perSecond(count, ended.nanos()));
        notes.add(name + ", "
                + CpuSeconds.of(rollcall.pid(), postgres).since(before).perMillion(count));
        return ended;
    }

    private void requireAll(long count) {
        if (count != rows) {
            throw new IllegalStateException(count + " rows where there should be " + rows);
        }
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public List<Line> lines(Figures figures) {
        List<Line> lines = new ArrayList<>();
        double backup = figures.median(NAME);
        lines.add(Line.beside(
                NAME, backup, figures.median(COPY), PROMISED_OF_COPY, "binary COPY of the table to a synced file"));
        if (pgDump.isPresent()) {
            String what = "pg_dump " + pgDump.get().version() + " -Fc of the table";
            lines.add(Line.beside(NAME, backup, figures.median(DUMP), PROMISED_OF_DUMP, what));
            lines.add(Line.smaller(NAME + ", size", backupBytes, size(dump), "the file of " + what));
        } else {
            lines.add(Line.absent(NAME + ", pg_dump", "no pg_dump is here that is as new as the server"));
            lines.add(Line.smaller(
                    NAME + ", size", backupBytes, size(dump), "stand-in for pg_dump -Fc: text COPY, zlib level 6"));
        }
        lines.add(Line.smaller(NAME + ", size", backupBytes, size(copy), "the file of the binary COPY"));
        lines.add(Line.atLeast(VERIFY, figures.median(VERIFY), PROMISED_TO_VERIFY, "sums and rows of the file"));
        lines.add(Line.alone(SCRATCH, figures.median(SCRATCH), "the rows through the database too"));
        lines.add(Line.atLeast(
                RESTORE,
                figures.median(RESTORE),
                PROMISED_TO_RESTORE,
                "mode=replace of a table that was emptied, published and stored"));
        lines.add(Line.alone(REPLAY, figures.median(REPLAY), "records of the topic into a table that was emptied"));
        return lines;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        database.close();
        rollcall.close();
        RunningRollcall.deleteFolder(folder);
    }
}
