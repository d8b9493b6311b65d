package io.rollcall.backup.jobs;

import io.rollcall.backup.archive.DamagedBackupException;
import io.rollcall.backup.jobs.Job.Kind;
import io.rollcall.schemas.wire.RegistryUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The jobs of this service: at most one at a time on a table. The last hundred are remembered. */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Set<Kind> REBUILDS = EnumSet.of(Kind.RESTORE, Kind.REPLAY);
    private static final int REMEMBERED = 100;
    private static final long PATIENCE_MILLIS = 4_000;

    private final Clock clock;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private boolean closed;

    public Jobs(Clock clock) {
        this.clock = clock;
    }

    /** What a job does. */
    @FunctionalInterface
    public interface Work {
        /** Does it; what it returns is the result, which is written as JSON. */
        Object run(Job job) throws Exception;
    }

    /** Whether a job was begun. */
    public sealed interface Start {
        record Begun(Job job) implements Start {}

        /** Another job works on one of the tables. */
        record Busy(Job other) implements Start {}
    }

    /**
     * Begins a job, unless another one is in its way.
     *
     * @param holds what no other job may work on meanwhile: tables, or a backup
     */
    public synchronized Start start(Kind kind, List<String> holds, Work work) {
        if (closed) {
            throw new IllegalStateException("the service is stopping");
        }
        for (Job other : jobs) {
            if (!other.hasEnded() && (excludes(kind, other.kind()) || !Collections.disjoint(other.holds(), holds))) {
                return new Start.Busy(other);
            }
        }
        Job job = new Job(kind, holds, clock);
        jobs.addFirst(job);
        if (jobs.size() > REMEMBERED) {
            jobs.reversed().stream().filter(Job::hasEnded).findFirst().ifPresent(jobs::removeLastOccurrence);
        }
        Thread.ofVirtual().name(kind + " " + job.id()).start(() -> run(job, work));
        return new Start.Begun(job);
    }

    /** A job that nobody asked for and nobody waits for. */
    public Job unlisted(Kind kind, List<String> tables) {
        return new Job(kind, tables, clock);
    }

    /** Restores and replays are one at a time, whatever their tables. */
    private static boolean excludes(Kind one, Kind other) {
        return REBUILDS.contains(one) && REBUILDS.contains(other);
    }

    private static void run(Job job, Work work) {
        try {
            Object result = work.run(job);
            job.done(result);
            LOG.atInfo().addKeyValue("job", job.id()).log("{} done: {}", job.kind(), job.holds());
        } catch (CancelledJobException e) {
            job.stopped();
            LOG.atInfo().addKeyValue("job", job.id()).log("{} cancelled: {}", job.kind(), job.holds());
        } catch (RefusedJobException | DamagedBackupException e) {
            failed(job, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            failed(job, "the database is away or refuses, SQLSTATE " + e.getSQLState() + "; the log says more", e);
        } catch (DataAccessException e) {
            failed(job, "the database is away or refuses; the log says more", e);
        } catch (RegistryUnavailableException e) {
            failed(job, "the schema registry is away; the log says more", e);
        } catch (KafkaException e) {
            failed(job, "Kafka is away or refuses; the log says more", e);
        } catch (Throwable e) {
            // An Error too: a job that never ends would keep its tables for ever.
            failed(job, "something went wrong on our side; the log says more", e);
        }
    }

    private static void failed(Job job, String why, Throwable cause) {
        LOG.atWarn().addKeyValue("job", job.id()).setCause(cause).log("{} failed: {}", job.kind(), why);
        job.failed(why);
    }

    /** The job of that id. */
    public synchronized Optional<Job> find(UUID id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** All that are remembered, newest first. */
    public synchronized List<Job> list() {
        return List.copyOf(jobs);
    }

    /** The jobs that have not ended. */
    public synchronized List<Job> running() {
        return jobs.stream().filter(job -> !job.hasEnded()).toList();
    }

    /** Stops all jobs, and waits a moment for them. */
    @Override
    public void close() {
        List<Job> left;
        synchronized (this) {
            closed = true;
            left = running();
        }
        left.forEach(Job::cancel);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (Job job : left) {
                if (!job.await(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
                    LOG.atWarn()
                            .addKeyValue("job", job.id())
                            .log("{} is still at work; it is left to itself", job.kind());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
