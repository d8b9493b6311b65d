package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Jobs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which backups are kept. The newest is, whatever its age, as is the newest that was proven; so is one that a job is about.
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

    /** Deletes what is not kept. */
    void apply() throws IOException {
        List<Backup> newestFirst = folder.list();
        for (BackupId id : expired(newestFirst)) {
            if (!isInUse(id)) {
                LOG.atInfo().addKeyValue("backup", id).log("deleting backup {}: it has had its time", id);
                folder.delete(id);
            }
        }
    }

    private List<BackupId> expired(List<Backup> newestFirst) {
        @Nullable
        BackupId proven = newestFirst.stream()
                .filter(backup -> backup.proof().filter(proof -> proof.whole()).isPresent())
                .map(Backup::id)
                .findFirst()
                .orElse(null);
        @Nullable Instant oldest = age == null ? null : clock.instant().minus(age);
        return java.util.stream.IntStream.range(1, newestFirst.size())
                .filter(i ->
                        (count != null && i >= count) || (oldest != null && takenBefore(newestFirst.get(i), oldest)))
                .mapToObj(i -> newestFirst.get(i).id())
                .filter(id -> !id.equals(proven))
                .toList();
    }

    private static boolean takenBefore(Backup backup, Instant oldest) {
        return backup.manifest().takenAt().isBefore(oldest);
    }

    /** Whether a job is about it. */
    boolean isInUse(BackupId id) {
        return jobs.running().stream().map(Job::subject).anyMatch(id.text()::equals);
    }
}
