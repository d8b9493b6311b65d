package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.DamagedBackupException;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.Proof;
import io.rollcall.backup.archive.RowsDigest;
import io.rollcall.backup.archive.Seal;
import io.rollcall.backup.database.Scratch;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.schemas.Table;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * Proves a backup: every byte is what was written, every row can be read, and PostgreSQL, given them, holds the same
 * rows.
 *
 * <pre>
 * sums        SHA-256 of every file against the list, the list against the manifest
 * rows        every Avro block; number and digest of the rows against the manifest
 * scratch     the rows into a temporary table and out again; their digest against the manifest
 * </pre>
 *
 * <p>What was found is kept beside the backup, good or bad.
 */
final class VerifyFlow {

    private static final int ROWS_PER_REPORT = 1000;

    private final DataSource database;
    private final Seal seal;
    private final Clock clock;

    VerifyFlow(DataSource database, Seal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Verifies a backup.
     *
     * @param scratch whether the rows are brought into the database too; without, nothing is proven
     */
    BackupView run(Job job, Backup backup, boolean scratch) throws Exception {
        job.about(backup.id().text());
        if (!backup.opensWith(seal)) {
            throw new RefusedJobException("the backup is encrypted with a key that this service does not have");
        }
        try {
            backup.check();
            for (Manifest.TableFile file : backup.manifest().tables()) {
                job.expect(file.table(), file.rows());
                Table asWritten = tableOf(backup, file);
                if (scratch) {
                    throughTheDatabase(job, backup, file, asWritten);
                } else {
                    backup.forEach(file, asWritten, seal, (bytes, from, to) -> {});
                    job.advance(file.table(), file.rows());
                }
            }
        } catch (DamagedBackupException e) {
            backup.proven(new Proof(clock.instant(), false, e.getMessage()));
            throw e;
        }
        if (scratch) {
            backup.proven(new Proof(clock.instant(), true, null));
        }
        return BackupView.of(backup);
    }

    /** The table as the file itself describes it, which may be an older one. */
    private Table tableOf(Backup backup, Manifest.TableFile file) throws Exception {
        try (var reader = backup.read(file, seal)) {
            return Table.parse(reader.schema().toString());
        } catch (IllegalArgumentException e) {
            throw new DamagedBackupException(file.file() + " has a schema that describes no table", e);
        }
    }

    private void throughTheDatabase(Job job, Backup backup, Manifest.TableFile file, Table table) throws Exception {
        try (Scratch scratch = Scratch.open(database, table)) {
            RowBatches rows = new RowBatches(table, (batch, count) -> {
                scratch.take(batch);
                job.advance(table.name(), count);
            });
            backup.forEach(file, table, seal, rows);
            rows.finish();
            RowsDigest stored = new RowsDigest();
            scratch.read((bytes, length) -> {
                stored.add(bytes, 0, length);
                if (stored.rows() % ROWS_PER_REPORT == 0) {
                    job.checkCancelled();
                }
            });
            if (stored.rows() != file.rows() || !stored.hex().equals(file.rowsDigest())) {
                throw new DamagedBackupException(
                        file.file() + ": PostgreSQL holds other rows than the manifest says, once they are restored");
            }
        }
    }
}
