package io.rollcall.gateway.migrate;

import io.rollcall.gateway.publish.Batch;
import io.rollcall.gateway.publish.BatchLog;
import io.rollcall.gateway.publish.Publication;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells the log which thousands of a migration's rows were acknowledged; what the log did not take is told again. */
final class ProgressReport {

    private static final int ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    private final Batch batch;
    private final BatchLog log;
    private final Publication publication;
    private final long everyNanos;
    private final Clock clock;

    private final Deque<Told> told = new ArrayDeque<>();
    private long nextAt;
    private int rows;

    private record Told(List<Part> parts, CompletableFuture<Void> acknowledged) {}

    ProgressReport(Batch batch, BatchLog log, Publication publication, Duration every, Clock clock) {
        this.batch = batch;
        this.log = log;
        this.publication = publication;
        this.clock = clock;
        everyNanos = every.toNanos();
        nextAt = System.nanoTime() + everyNanos;
    }

    /** Asked once a row. */
    boolean isDue() {
        return ++rows % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - nextAt >= 0;
    }

    /** Says what was acknowledged since the last time, without waiting for the log. */
    void say() {
        nextAt = System.nanoTime() + everyNanos;
        List<Part> parts = untold();
        if (!parts.isEmpty()) {
            told.add(new Told(parts, log.say(batch.progress(State.OPEN, parts, clock))));
        }
    }

    /** Says the rest and how it ended, and waits until the log has taken all of it. */
    BatchProgress close(State state) {
        told.forEach(
                earlier -> earlier.acknowledged.exceptionally(failure -> null).join());
        BatchProgress last = batch.progress(state, untold(), clock);
        CompletableFuture<Void> acknowledged = log.say(last);
        told.add(new Told(last.parts(), acknowledged));
        acknowledged.join();
        return last;
    }

    /** Says the rest and how it ended, whenever the log may take it. */
    void closeInTheEnd(State state) {
        told.forEach(
                earlier -> earlier.acknowledged.exceptionally(failure -> null).join());
        log.sayInTheEnd(batch.progress(state, untold(), clock));
    }

    private List<Part> untold() {
        List<Part> parts = new ArrayList<>(publication.settledParts());
        told.removeIf(earlier -> {
            // In this order: what fails between the two looks would be forgotten untold.
            if (!earlier.acknowledged.isDone()) {
                return false;
            }
            if (earlier.acknowledged.isCompletedExceptionally()) {
                parts.addAll(earlier.parts);
            }
            return true;
        });
        return parts;
    }
}
