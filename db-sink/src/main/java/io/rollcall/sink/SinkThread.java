package io.rollcall.sink;

import io.rollcall.schemas.wire.RegistryUnavailableException;
import io.rollcall.sink.consumer.Assignment;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.consumer.SinkStatus.Part;
import io.rollcall.sink.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link SinkFlow} going. Trouble with database, registry or broker means wait and try again, with the consumer
 * still polling, paused, so that it stays in its group.
 */
final class SinkThread implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkThread.class);
    /** Serialization failure, deadlock, the same key inserted twice at a time, a lock that was waited for too long. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505", "55P03");

    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final Consumer<?, ?> consumer;
    private final Assignment assignment;
    private final Session session;
    private final SinkFlow flow;
    private final SinkSetup setup;
    private final SinkStatus status;
    private final SinkMeters meters;
    private final Duration longestRetry;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Duration retry = FIRST_RETRY;
    private long retryAt = System.nanoTime();
    private boolean lacksTables;

    SinkThread(
            Consumer<?, ?> consumer,
            Assignment assignment,
            Session session,
            SinkFlow flow,
            SinkSetup setup,
            SinkStatus status,
            SinkMeters meters,
            Duration longestRetry) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.session = session;
        this.flow = flow;
        this.setup = setup;
        this.status = status;
        this.meters = meters;
        this.longestRetry = longestRetry;
    }

    /** Subscribes and goes on until {@link #stop()}. */
    void run(Collection<String> topics) {
        consumer.subscribe(topics, assignment);
        run();
    }

    @Override
    public void run() {
        try (consumer;
                session) {
            while (!isStopping()) {
                round();
            }
        } catch (SQLException e) {
            LOG.warn("closing the connection failed", e);
        }
    }

    private void round() {
        try {
            boolean due = System.nanoTime() - retryAt >= 0 && hasTables();
            flow.round(due);
            if (due) {
                retry = FIRST_RETRY;
                recovered();
            }
        } catch (WakeupException e) {
            LOG.debug("stopping");
        } catch (ClaimLostException e) {
            meters.claimLost();
            status.trouble(Part.FENCED, String.valueOf(e.getMessage()));
            LOG.info("{}; going on from where it stands", e.getMessage());
            assignment.unsettleAll();
        } catch (PartitionsHeldException e) {
            LOG.info("{}; going on with the others", e.getMessage());
            assignment.unsettleAll();
        } catch (InvalidOffsetException e) {
            LOG.warn("there is nothing at the offset of {}; asking the database", e.partitions());
            assignment.unsettleAll();
        } catch (SQLException e) {
            session.abandon(e);
            lacksTables |= UNDEFINED_TABLE.equals(e.getSQLState());
            failed(e);
        } catch (RegistryUnavailableException e) {
            trouble(Part.REGISTRY, "the registry is away or refuses; the log says more", e);
        } catch (KafkaException e) {
            trouble(Part.KAFKA, "the broker is away or refuses; the log says more", e);
        } catch (RuntimeException e) {
            session.abandon(e);
            trouble(Part.THREAD, "something unexpected; the log says more", e);
        }
    }

    /** Tables that somebody dropped are created anew before anything else is tried. */
    private boolean hasTables() {
        if (lacksTables) {
            lacksTables = !setup.succeeds();
            if (lacksTables) {
                pause();
            } else {
                LOG.info("going on: what was missing in the database has been created anew");
            }
        }
        return !lacksTables;
    }

    /** A conflict between transactions is tried again without a word; if it happens again at once, it is trouble. */
    private void failed(SQLException e) {
        if (CONFLICTS.contains(String.valueOf(e.getSQLState())) && retry.equals(FIRST_RETRY)) {
            LOG.info("trying again: SQLSTATE {}: {}", e.getSQLState(), firstLine(e));
            meters.conflict();
            assignment.unsettleAll();
            pause();
        } else {
            trouble(Part.DATABASE, Reason.ofDatabase(e), e);
        }
    }

    /** A message's first line; PostgreSQL's others may quote what is being stored. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void trouble(Part part, String why, Exception cause) {
        if (status.trouble(part, why)) {
            LOG.atWarn()
                    .addKeyValue("part", part)
                    .log(
                            "waiting for the {}: {} ({}: {})",
                            part,
                            why,
                            cause.getClass().getSimpleName(),
                            firstLine(cause));
            LOG.debug("the cause", cause);
        }
        meters.trouble(part);
        assignment.unsettleAll();
        pause();
    }

    private void recovered() {
        for (Part part : new Part[] {Part.KAFKA, Part.THREAD}) {
            if (status.well(part)) {
                LOG.atInfo().addKeyValue("part", part).log("going on: the {} is back", part);
            }
        }
    }

    /** The next attempt is put off; a moment passes here even where Kafka's poll would not wait. */
    private void pause() {
        retryAt = System.nanoTime() + retry.toNanos();
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
        try {
            boolean stopped = stopping.await(FIRST_RETRY.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("stopping: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Ends the thread after its current transaction. */
    void stop() {
        stopping.countDown();
        consumer.wakeup();
    }
}
