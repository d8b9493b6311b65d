package io.rollcall.backup.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A piece of work on some tables: its progress, for whoever asks, and the wish that it stop. */
public final class Job {

    private final UUID id;
    private final Kind kind;
    private final List<String> holds;
    private final Map<String, Rows> progress = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private final Instant startedAt;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;
    private volatile @Nullable String subject;
    private volatile Outcome outcome = new Outcome.Running();

    /** What is done. */
    public enum Kind {
        BACKUP,
        VERIFY,
        RESTORE,
        REPLAY
    }

    /** How it stands. */
    public sealed interface Outcome {
        /** It goes on. */
        record Running() implements Outcome {}

        /** It has done all it was to do; the result is written as JSON. */
        record Done(Instant at, Object result) implements Outcome {}

        /** It could not; nothing was changed unless {@code why} says so. */
        record Failed(Instant at, String why) implements Outcome {}

        /** It was told to stop, and has changed nothing. */
        record Cancelled(Instant at) implements Outcome {}
    }

    private static final class Rows {
        final AtomicLong done = new AtomicLong();
        final AtomicLong of = new AtomicLong(-1);
    }

    /**
     * How far a table is.
     *
     * @param rows how many rows have been dealt with
     * @param of how many there are in all; -1 while that is not known
     */
    public record Progress(long rows, long of) {}

    Job(Kind kind, List<String> holds, Clock clock) {
        this.id = UUID.randomUUID();
        this.kind = kind;
        this.holds = List.copyOf(holds);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    public UUID id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** What no other job may work on meanwhile. */
    public List<String> holds() {
        return holds;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The backup that it is about, once that is known. */
    public @Nullable String subject() {
        return subject;
    }

    public void about(String backup) {
        subject = backup;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** How far each table is. */
    public Map<String, Progress> progress() {
        Map<String, Progress> now = new ConcurrentSkipListMap<>();
        progress.forEach((table, rows) -> now.put(table, new Progress(rows.done.get(), rows.of.get())));
        return now;
    }

    /** Says how many rows of a table there are to deal with, and begins to count from 0. */
    public void expect(String table, long rows) {
        Rows counted = of(table);
        counted.done.set(0);
        counted.of.set(rows);
    }

    /** Says that a table is dealt with, and how many rows it turned out to have. */
    public void dealtWith(String table, long rows) {
        Rows counted = of(table);
        counted.of.set(rows);
        counted.done.set(rows);
    }

    /**
     * Counts rows that have been dealt with.
     *
     * @throws CancelledJobException if the job is to stop
     */
    public void advance(String table, long rows) throws CancelledJobException {
        of(table).done.addAndGet(rows);
        checkCancelled();
    }

    /**
     * Stops here if it is to stop.
     *
     * @throws CancelledJobException if so
     */
    public void checkCancelled() throws CancelledJobException {
        if (cancelled) {
            throw new CancelledJobException();
        }
    }

    private Rows of(String table) {
        return progress.computeIfAbsent(table, name -> new Rows());
    }

    /** Asks it to stop; it does so at its next row, if it still can. */
    public void cancel() {
        cancelled = true;
    }

    /** Waits for its end, so long at most; says whether it has ended. */
    public boolean await(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    public boolean hasEnded() {
        return !(outcome instanceof Outcome.Running);
    }

    void done(Object result) {
        end(new Outcome.Done(clock.instant(), result));
    }

    void failed(String why) {
        end(new Outcome.Failed(clock.instant(), why));
    }

    void stopped() {
        end(new Outcome.Cancelled(clock.instant()));
    }

    private void end(Outcome how) {
        outcome = how;
        ended.countDown();
    }
}
