package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.archive.Draft;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.TableFileWriter;
import io.rollcall.backup.database.Snapshot;
import io.rollcall.backup.jobs.Job;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * Takes a backup.
 *
 * <pre>
 * draft       a folder that is not listed
 * snapshot    one moment over all tables, with the offsets that the sink had stored by then
 * tables      side by side: binary COPY → Avro rows → zstd blocks → file, summed on the way
 * publish     manifest and sums; all of it on the disk; then its own name
 * retention   older ones go
 * </pre>
 *
 * <p>Memory does not grow with the rows. Whatever goes wrong, the draft is removed, at the latest at the next start.
 */
final class BackupFlow {

    private static final int ROWS_PER_REPORT = 1000;

    private final DataSource database;
    private final Tables tables;
    private final BackupFolder folder;
    private final Retention retention;
    private final Clock clock;

    BackupFlow(DataSource database, Tables tables, BackupFolder folder, Retention retention, Clock clock) {
        this.database = database;
        this.tables = tables;
        this.folder = folder;
        this.retention = retention;
        this.clock = clock;
    }

    BackupView run(Job job, List<Table> wanted) throws Exception {
        BackupId id = BackupId.at(clock.instant(), ThreadLocalRandom.current().nextInt());
        try (Draft draft = folder.begin(id);
                Snapshot snapshot = Snapshot.take(database, tables)) {
            job.about(id.text());
            for (Table table : wanted) {
                job.expect(table.name(), snapshot.estimate(table));
            }
            var offsets = snapshot.offsets();
            List<Manifest.TableFile> files = write(job, draft, snapshot, wanted);
            files.forEach(file -> job.dealtWith(file.table(), file.rows()));
            job.checkCancelled();
            Backup backup = draft.publish(snapshot.takenAt(), files, offsets);
            retention.apply();
            return BackupView.of(backup);
        }
    }

    private static List<Manifest.TableFile> write(Job job, Draft draft, Snapshot snapshot, List<Table> wanted)
            throws Exception {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Manifest.TableFile>> writing = new ArrayList<>();
            for (Table table : wanted) {
                writing.add(readers.submit(() ->
                        draft.write(table, writer -> snapshot.read(table, reporting(job, table, writer)))));
            }
            List<Manifest.TableFile> files = new ArrayList<>();
            for (Future<Manifest.TableFile> file : writing) {
                files.add(file.get());
            }
            return files;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Snapshot.RowConsumer reporting(Job job, Table table, TableFileWriter writer) {
        return (bytes, length) -> {
            writer.add(bytes, length);
            if (writer.rows() % ROWS_PER_REPORT == 0) {
                job.advance(table.name(), ROWS_PER_REPORT);
            }
        };
    }
}
