package io.rollcall.gateway.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a question that is costly to ask: asked when somebody wants to know, one at a time, and then not again for
 * a while, which is the longer the more it cost, but some seconds at most. No answer is an answer too: what is away is not asked more often for
 * that.
 */
final class Refreshed<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

    /** So that asking takes a tenth of the time at most. */
    private static final int WORTH = 10;

    /** Somebody who watches does not wait longer, whatever it costs. */
    private static final Duration LONGEST_FRESH = Duration.ofSeconds(10);

    private final Supplier<T> question;
    private final Duration fresh;
    private final Duration usable;
    private final Executor executor;
    private final LongSupplier nanoTime;

    private @Nullable Answer<T> last;
    private @Nullable CompletableFuture<Optional<T>> running;

    private record Answer<T>(Optional<T> value, long at, Duration fresh) {}

    /**
     * An answer that is kept.
     *
     * @param question throws where it cannot be answered
     * @param fresh how long an answer is as good as a new one, at least; it is for ten times as long as it took to find, ten seconds at most
     * @param usable how long it is better than none
     * @param executor asks, in another thread
     */
    Refreshed(Supplier<T> question, Duration fresh, Duration usable, Executor executor, LongSupplier nanoTime) {
        this.question = question;
        this.fresh = fresh;
        this.usable = usable;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    /** The answer as soon as there is one; nothing if there is none in time that is usable. */
    synchronized CompletableFuture<Optional<T>> latest(Duration patience) {
        Answer<T> known = last;
        if (known != null && isYounger(known, known.fresh)) {
            return CompletableFuture.completedFuture(known.value);
        }
        if (running == null) {
            running = CompletableFuture.supplyAsync(this::ask, executor);
        }
        Optional<T> otherwise = known != null && isYounger(known, usable) ? known.value : Optional.empty();
        return running.copy().completeOnTimeout(otherwise, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isYounger(Answer<T> answer, Duration age) {
        return nanoTime.getAsLong() - answer.at < age.toNanos();
    }

    private Optional<T> ask() {
        long began = nanoTime.getAsLong();
        Optional<T> answer = Optional.empty();
        try {
            answer = Optional.of(question.get());
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("reason", e.toString()).log("a figure of the pipeline cannot be had");
        } finally {
            keep(answer, began);
        }
        return answer;
    }

    private synchronized void keep(Optional<T> answer, long began) {
        long now = nanoTime.getAsLong();
        last = new Answer<>(answer, now, answer.isPresent() ? worth(Duration.ofNanos(now - began)) : fresh);
        running = null;
    }

    private Duration worth(Duration cost) {
        Duration worth = cost.multipliedBy(WORTH);
        Duration longest = worth.compareTo(LONGEST_FRESH) > 0 ? LONGEST_FRESH : worth;
        return longest.compareTo(fresh) > 0 ? longest : fresh;
    }
}
