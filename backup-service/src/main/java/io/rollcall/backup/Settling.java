package io.rollcall.backup;

import io.rollcall.backup.database.Holds;
import io.rollcall.backup.database.Rebuild;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Jobs;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends what a restore or replay has left half-done, because it failed or its process died: the sink must not be held for
 * ever. What Kafka had not committed never was, and the hold is released; what it had is rebuilt from the topics, in one
 * transaction, and the hold released with it. Either way readers see the old tables or the new.
 */
final class Settling implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource database;
    private final Tables tables;
    private final Topics topics;
    private final Jobs jobs;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    Settling(DataSource database, Tables tables, Topics topics, Jobs jobs) {
        this.database = database;
        this.tables = tables;
        this.topics = topics;
        this.jobs = jobs;
    }

    /** At the start, whatever there is, as soon as database and broker are there. */
    @Override
    public void start() {
        running = true;
        retryUntilDone(() -> {
            for (Holds.Unfinished left : unfinished()) {
                settle(left);
            }
        });
    }

    /** Settles a rebuild now or, if something is away, as soon as it is back. */
    void later(UUID id) {
        try {
            settle(id);
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("job", id).setCause(e).log("job {} cannot be settled yet", id);
            retryUntilDone(() -> settle(id));
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private void retryUntilDone(Attempt attempt) {
        Thread.ofVirtual().name("settling").start(() -> {
            boolean told = false;
            while (stopping.getCount() > 0) {
                try {
                    attempt.run();
                    return;
                } catch (Exception e) {
                    LOG.atLevel(told ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN)
                            .setCause(e)
                            .log("what restores or replays have left cannot be settled yet; it is tried again");
                    told = true;
                    pause();
                }
            }
        });
    }

    private void pause() {
        try {
            boolean stopped = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("stopping: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private List<Holds.Unfinished> unfinished() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Holds.unfinished(connection);
        }
    }

    private void settle(UUID id) throws Exception {
        for (Holds.Unfinished left : unfinished()) {
            if (left.id().equals(id)) {
                settle(left);
            }
        }
    }

    private void settle(Holds.Unfinished left) throws Exception {
        List<Table> wanted = tables.stream()
                .filter(table -> left.tables().contains(table.name()))
                .toList();
        try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
            if (left.publishes() && wasPublished(left)) {
                LOG.atWarn().addKeyValue("job", left.id()).log("job {} was published: finishing it", left.id());
                fromTheTopics(left, wanted, rebuild);
            } else {
                LOG.atWarn().addKeyValue("job", left.id()).log("job {} came to nothing: releasing its hold", left.id());
            }
            rebuild.commit(left.id());
        }
    }

    private boolean wasPublished(Holds.Unfinished left) throws Exception {
        topics.fence();
        Map<TopicPartition, Long> from;
        try (Connection connection = database.getConnection()) {
            from = Holds.held(connection, left.id());
        }
        return topics.hasRecordsOf(left.id(), from);
    }

    private void fromTheTopics(Holds.Unfinished left, List<Table> wanted, Rebuild rebuild) throws Exception {
        Job job = jobs.unlisted(Job.Kind.REPLAY, left.tables());
        for (Table table : wanted) {
            topics.replay(job, rebuild, table, topics.ends(table), java.util.Optional.empty());
        }
        rebuild.apply(/* deleting= */ true);
    }

    @Override
    public void stop() {
        stopping.countDown();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
