package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.jobs.Job.Kind;
import io.rollcall.backup.jobs.Jobs;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;

/**
 * Backups and verifications that nobody has to ask for. One that finds its tables busy is left out, and the log says
 * so.
 */
final class Schedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final BackupProperties properties;
    private final Tables tables;
    private final BackupFolder folder;
    private final Jobs jobs;
    private final BackupFlow backup;
    private final VerifyFlow verify;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    Schedule(
            BackupProperties properties,
            Tables tables,
            BackupFolder folder,
            Jobs jobs,
            BackupFlow backup,
            VerifyFlow verify) {
        this.properties = properties;
        this.tables = tables;
        this.folder = folder;
        this.jobs = jobs;
        this.backup = backup;
        this.verify = verify;
    }

    @Override
    public void start() {
        running = true;
        scheduler.initialize();
        at(properties.cron(), this::takeBackup);
        at(properties.verifyCron(), this::verifyNewest);
    }

    private void at(String cron, Runnable task) {
        if (!cron.equals(BackupProperties.NEVER)) {
            var _ = scheduler.schedule(task, new CronTrigger(cron, ZoneOffset.UTC));
        }
    }

    private void takeBackup() {
        begin(Kind.BACKUP, names(), job -> backup.run(job, tables.inOrder()));
    }

    private void verifyNewest() {
        try {
            List<Backup> newestFirst = folder.list();
            if (!newestFirst.isEmpty()) {
                Backup newest = newestFirst.getFirst();
                begin(Kind.VERIFY, List.of("backup " + newest.id()), job -> verify.run(job, newest, true));
            }
        } catch (IOException e) {
            LOG.warn("the backup folder cannot be read", e);
        }
    }

    private List<String> names() {
        return tables.stream().map(Table::name).toList();
    }

    private void begin(Kind kind, List<String> names, Jobs.Work work) {
        if (jobs.start(kind, names, work) instanceof Jobs.Start.Busy busy) {
            LOG.atWarn()
                    .addKeyValue("job", busy.other().id())
                    .log(
                            "the scheduled {} is left out: job {} is at work",
                            kind,
                            busy.other().id());
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
