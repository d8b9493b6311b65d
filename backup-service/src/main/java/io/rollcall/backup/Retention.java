package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.Proof;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Jobs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which backups are kept. The newest of each table is, whatever its age, as is the newest that was proven; so is one
 * that a job is about.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final BackupFolder folder;
    private final Jobs jobs;
    private final @Nullable Integer count;
    private final @Nullable Duration age;
    private final Clock clock;

    /**
     * A rule.
     *
     * @param count how many are kept at most; null for all
     * @param age how old one may become; null for any age
     */
    Retention(BackupFolder folder, Jobs jobs, @Nullable Integer count, @Nullable Duration age, Clock clock) {
        this.folder = folder;
        this.jobs = jobs;
        this.count = count;
        this.age = age;
        this.clock = clock;
    }

    /** Deletes what is not kept. What cannot be deleted stays until the next time, and the log says so. */
    void apply() {
        try {
            for (BackupId id : expired(folder.list())) {
                if (!isInUse(id)) {
                    LOG.atInfo().addKeyValue("backup", id).log("deleting backup {}: it has had its time", id);
                    folder.delete(id);
                }
            }
        } catch (IOException e) {
            LOG.warn("an old backup cannot be deleted", e);
        }
    }

    private List<BackupId> expired(List<Backup> newestFirst) {
        Set<BackupId> kept = kept(newestFirst);
        @Nullable Instant oldest = age == null ? null : clock.instant().minus(age);
        return IntStream.range(0, newestFirst.size())
                .filter(i ->
                        (count != null && i >= count) || (oldest != null && takenBefore(newestFirst.get(i), oldest)))
                .mapToObj(i -> newestFirst.get(i).id())
                .filter(id -> !kept.contains(id))
                .toList();
    }

    private static Set<BackupId> kept(List<Backup> newestFirst) {
        Set<BackupId> kept = new HashSet<>();
        Set<String> tables = new HashSet<>();
        for (Backup backup : newestFirst) {
            for (Manifest.TableFile file : backup.manifest().tables()) {
                if (tables.add(file.table())) {
                    kept.add(backup.id());
                }
            }
        }
        newestFirst.stream()
                .filter(backup -> backup.proof().filter(Proof::whole).isPresent())
                .findFirst()
                .ifPresent(proven -> kept.add(proven.id()));
        return kept;
    }

    private static boolean takenBefore(Backup backup, Instant oldest) {
        return backup.manifest().takenAt().isBefore(oldest);
    }

    /** Whether a job is about it. */
    boolean isInUse(BackupId id) {
        return jobs.running().stream().map(Job::subject).anyMatch(id.text()::equals);
    }
}
