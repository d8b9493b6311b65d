package io.rollcall.metrics.cache;

import io.rollcall.metrics.cache.Outcome.Answered;
import io.rollcall.metrics.cache.Outcome.Failed;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of the answer to one question. One asks the database at a time; the others wait, and share. */
final class Slot {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Outcome last;

    /**
     * What came of it, begun no earlier than this is called.
     *
     * @param state reads the state of the database
     * @param reading reads the answer anew
     */
    Outcome outcome(Supplier<String> state, Supplier<Reading> reading) {
        long asked = System.nanoTime();
        lock.lock();
        try {
            Outcome known = last;
            Outcome now = known != null && known.begun() - asked >= 0 ? known : read(known, state, reading);
            last = now;
            return now;
        } finally {
            lock.unlock();
        }
    }

    private static Outcome read(@Nullable Outcome known, Supplier<String> state, Supplier<Reading> reading) {
        long begun = System.nanoTime();
        try {
            Optional<String> now = Optional.of(state.get());
            if (known instanceof Answered answered && answered.state().equals(now)) {
                return answered.stillRight(begun);
            }
            Reading read = reading.get();
            return new Answered(begun, read.isExact() ? now : Optional.empty(), new CachedAnswer(read.answer()));
        } catch (RuntimeException e) {
            return new Failed(begun, e);
        }
    }

    /** In bytes, uncompressed. */
    int bytes() {
        Outcome known = last;
        return known == null ? 0 : known.bytes();
    }
}
