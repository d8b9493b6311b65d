package io.rollcall.backup;

import io.rollcall.backup.database.Holds;
import io.rollcall.backup.database.Rebuild;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Jobs;
import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.backup.topics.TableTopic;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends what a restore or replay has left half-done, because it failed or its process died: the sink must not be held
 * for ever. What Kafka had not committed never was, and the hold is released; what it had is rebuilt from the topics,
 * in one transaction, and the hold released with it. Either way readers see the old tables or the new.
 *
 * <p>It looks at the start and every few seconds after. A rebuild that is at work is not touched: it has the database's
 * lock.
 */
final class Settling implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final DataSource database;
    private final Tables tables;
    private final ValidTopics topics;
    private final Jobs jobs;
    private final Set<UUID> told = new HashSet<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    Settling(DataSource database, Tables tables, ValidTopics topics, Jobs jobs) {
        this.database = database;
        this.tables = tables;
        this.topics = topics;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("settling").start(() -> {
            do {
                settleAll();
            } while (!isStopping());
        });
    }

    private boolean isStopping() {
        try {
            return stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One that cannot be settled yet does not keep the others from it. */
    private void settleAll() {
        try {
            for (Holds.Unfinished left : unfinished()) {
                try {
                    settle(left);
                } catch (RefusedJobException e) {
                    LOG.debug("job {} is at work, or another one is", left.id(), e);
                } catch (Exception e) {
                    if (told.add(left.id())) {
                        LOG.atWarn()
                                .addKeyValue("job", left.id())
                                .setCause(e)
                                .log("what job {} has left cannot be settled yet; it is tried again", left.id());
                    }
                }
            }
        } catch (SQLException e) {
            LOG.debug("the database cannot be asked for what jobs have left", e);
        }
    }

    /**
     * Settles what a job has left that has just failed; what cannot be settled now is tried again later.
     *
     * @throws RefusedJobException if it came to pass nevertheless
     */
    void settled(UUID id, Throwable why) throws RefusedJobException {
        boolean finished = false;
        try {
            for (Holds.Unfinished left : unfinished()) {
                finished |= left.id().equals(id) && settle(left);
            }
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("job", id).setCause(e).log("what job {} has left is settled later", id);
        }
        if (finished) {
            throw new RefusedJobException("it failed once all was published, and was finished from the topics", why);
        }
    }

    private List<Holds.Unfinished> unfinished() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Holds.unfinished(connection);
        }
    }

    /** Whether it had been published, and is finished now; else it has come to nothing. */
    private boolean settle(Holds.Unfinished left) throws Exception {
        List<Table> wanted = tables.stream()
                .filter(table -> left.tables().contains(table.name()))
                .toList();
        try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
            Map<TopicPartition, Long> standing = standing(left);
            boolean published = left.publishes() && wasPublished(left, standing);
            if (published) {
                LOG.atWarn().addKeyValue("job", left.id()).log("job {} was published: finishing it", left.id());
                fromTheTopics(left, wanted, standing, rebuild);
            } else {
                LOG.atWarn().addKeyValue("job", left.id()).log("job {} came to nothing: releasing its hold", left.id());
            }
            rebuild.commit(left.id());
            return published;
        }
    }

    private Map<TopicPartition, Long> standing(Holds.Unfinished left) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Holds.held(connection, left.id());
        }
    }

    private boolean wasPublished(Holds.Unfinished left, Map<TopicPartition, Long> standing) throws Exception {
        topics.fence();
        return topics.hasRecordsOf(left.id(), standing);
    }

    /**
     * What the sink had stored, and what the rebuild has published: the state that it was to bring about. What others
     * have sent meanwhile is the sink's.
     */
    private void fromTheTopics(
            Holds.Unfinished left, List<Table> wanted, Map<TopicPartition, Long> standing, Rebuild rebuild)
            throws Exception {
        Job job = jobs.unlisted(Job.Kind.REPLAY, left.tables());
        topics.awaitStored(job, database, tables.referredFrom(wanted));
        Map<Table, Map<TopicPartition, Long>> ends = topics.ends(wanted);
        for (Table table : wanted) {
            topics.replay(
                    job,
                    rebuild,
                    table,
                    Objects.requireNonNull(ends.get(table)),
                    record -> record.offset()
                                    < standing.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)
                            || TableTopic.isOf(left.id(), record));
            rebuild.leaveOut(table);
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
