package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.Seal;
import io.rollcall.backup.archive.TableFileReader;
import io.rollcall.backup.database.Changes;
import io.rollcall.backup.database.Difference;
import io.rollcall.backup.database.Holds;
import io.rollcall.backup.database.Rebuild;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.backup.topics.Publisher;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.rows.Resolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Restores tables from a backup: through the topics, as every record arrives, and at one moment for whoever reads.
 *
 * <pre>
 * check       every byte of the backup, before anything is touched
 * set up      tables that somebody dropped are created; the sink fills them from their topics
 * wait        until the sink has stored what the topics hold now; what comes later is newer than the restore
 * hold        the sink stores no more records of these tables
 * rows        from the backup into one transaction of the database's and, on the way, into one of Kafka's
 * apply       references checked, upserts and, to replace, deletions, which are published too
 * commit      Kafka's first, then the database's, which also ends the hold
 * </pre>
 *
 * <p>The sink then reads what was published and finds it stored already. If the service dies in between, {@link
 * Settling} ends the matter: what Kafka had not committed never was, what it had is rebuilt from the topics.
 */
final class RestoreFlow {

    private final DataSource database;
    private final Tables tables;
    private final ValidTopics topics;
    private final Settling settling;
    private final Seal seal;

    RestoreFlow(DataSource database, Tables tables, ValidTopics topics, Settling settling, Seal seal) {
        this.database = database;
        this.tables = tables;
        this.topics = topics;
        this.settling = settling;
        this.seal = seal;
    }

    /** What becomes of rows that the backup has not. */
    enum Mode {
        /** They stay. */
        MERGE,
        /** They go. */
        REPLACE
    }

    /**
     * What became of a table.
     *
     * @param read rows of the backup
     * @param published records sent to the topic, deletions among them
     * @param stored rows that were not there, or not like that
     * @param unchanged rows that were there like that
     * @param deleted rows that the backup has not
     */
    record TableReceipt(long read, long published, long stored, long unchanged, long deleted) {}

    /** The receipt of a restore. */
    record Receipt(String backup, Mode mode, Map<String, TableReceipt> tables) {}

    /** How a table would change. */
    record TablePreview(long added, long changed, long deleted) {}

    /** What a restore would do. */
    record Preview(String backup, Mode mode, Map<String, TablePreview> tables) {}

    /** Looks how tables would change as they are now; nothing does. */
    Preview preview(Job job, Backup backup, List<Table> wanted, Mode mode) throws Exception {
        check(job, backup, wanted);
        Map<String, TablePreview> previews = new TreeMap<>();
        try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
            for (Table table : wanted) {
                fill(job, backup, table, rebuild, (bytes, from, to) -> {});
                Difference change = rebuild.difference(table);
                previews.put(
                        table.name(),
                        new TablePreview(
                                change.added(), change.changed(), mode == Mode.REPLACE ? change.deleted() : 0));
            }
        }
        return new Preview(backup.id().text(), mode, previews);
    }

    Receipt run(Job job, Backup backup, List<Table> wanted, Mode mode) throws Exception {
        check(job, backup, wanted);
        Rebuild.setUp(database, tables);
        topics.awaitStored(job, database, wanted);
        topics.awaitStored(job, database, tables.referredFrom(wanted));
        try {
            return rebuild(job, backup, wanted, mode);
        } catch (Exception | Error e) {
            settling.settled(job.id(), e);
            throw e;
        }
    }

    private void check(Job job, Backup backup, List<Table> wanted) throws Exception {
        job.about(backup.id().text());
        if (!backup.opensWith(seal)) {
            throw new RefusedJobException("the backup is encrypted with a key that this service does not have");
        }
        backup.check();
        for (Table table : wanted) {
            requireReadable(backup, table);
        }
    }

    private void requireReadable(Backup backup, Table table) throws Exception {
        Manifest.TableFile file = backup.manifest().of(table.name()).orElseThrow();
        try (TableFileReader reader = backup.read(file, seal)) {
            Optional<String> obstacle = Resolution.obstacle(table, reader.schema());
            if (obstacle.isPresent()) {
                throw new RefusedJobException("the schema of " + file.file() + " " + obstacle.get());
            }
        }
    }

    private Receipt rebuild(Job job, Backup backup, List<Table> wanted, Mode mode) throws Exception {
        try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
            topics.hold(
                    database,
                    new Holds.Unfinished(
                            job.id(), wanted.stream().map(Table::name).toList(), true),
                    wanted);
            return rebuild(job, backup, wanted, mode, rebuild);
        }
    }

    private Receipt rebuild(Job job, Backup backup, List<Table> wanted, Mode mode, Rebuild rebuild) throws Exception {
        boolean deleting = mode == Mode.REPLACE;
        Map<Table, Long> published = new HashMap<>();
        Map<Table, Changes> changes;
        try (Publisher publisher =
                topics.publisher(job.id(), "backup " + backup.id(), table -> published.merge(table, 1L, Long::sum))) {
            for (Table table : wanted) {
                fill(job, backup, table, rebuild, (bytes, from, to) -> publisher.row(table, bytes, from, to));
            }
            changes = rebuild.apply(deleting);
            if (deleting) {
                rebuild.tellGone(publisher);
            }
            job.checkCancelled();
            publisher.commit();
        }
        rebuild.commit(job.id());
        Map<String, TableReceipt> receipts = new TreeMap<>();
        changes.forEach((table, changed) -> {
            long read = backup.manifest().of(table.name()).orElseThrow().rows();
            receipts.put(
                    table.name(),
                    new TableReceipt(
                            read,
                            published.getOrDefault(table, 0L),
                            changed.stored(),
                            read - changed.stored(),
                            changed.deleted()));
        });
        return new Receipt(backup.id().text(), mode, receipts);
    }

    /** Fills what a table is to become with the backup's rows, and hands each on. */
    private void fill(Job job, Backup backup, Table table, Rebuild rebuild, TableFileReader.RowConsumer<Exception> also)
            throws Exception {
        Manifest.TableFile file = backup.manifest().of(table.name()).orElseThrow();
        job.expect(table.name(), file.rows());
        RowBatches rows = new RowBatches(table, (batch, count) -> {
            rebuild.of(table).take(batch);
            job.advance(table.name(), count);
        });
        backup.<Exception>forEach(file, table, seal, (bytes, from, to) -> {
            rows.accept(bytes, from, to);
            also.accept(bytes, from, to);
        });
        rows.finish();
    }
}
