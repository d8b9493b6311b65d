package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.Proof;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the backups stand, for those who watch. A service without a proven backup is ready nevertheless: it can take one.
 */
final class LastProven implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(LastProven.class);

    private final BackupFolder folder;
    private final Clock clock;

    LastProven(BackupFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The age of the newest backup that was proven, from its snapshot on; endless if there is none, so that alerts
     * fire.
     */
    double ageSeconds() {
        try {
            return newestProven(folder.list())
                    .map(backup -> Duration.between(backup.manifest().takenAt(), clock.instant())
                                    .toMillis()
                            / 1000.0)
                    .orElse(Double.POSITIVE_INFINITY);
        } catch (IOException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static Optional<Backup> newestProven(List<Backup> newestFirst) {
        return newestFirst.stream()
                .filter(backup -> backup.proof().filter(Proof::whole).isPresent())
                .findFirst();
    }

    @Override
    public Health health() {
        try {
            List<Backup> backups = folder.list();
            Health.Builder health = Health.up().withDetail("backups", backups.size());
            newestProven(backups)
                    .ifPresentOrElse(
                            backup -> health.withDetail("proven", backup.id().text()),
                            () -> health.withDetail("proven", "none"));
            backups.stream()
                    .filter(backup ->
                            backup.proof().filter(proof -> !proof.whole()).isPresent())
                    .findFirst()
                    .ifPresent(
                            backup -> health.withDetail("damaged", backup.id().text()));
            return health.build();
        } catch (IOException e) {
            LOG.warn("the backup folder cannot be read", e);
            return Health.down()
                    .withDetail("folder", "the backup folder cannot be read; the log says more")
                    .build();
        }
    }
}
