package io.rollcall.metrics.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at the database at a time for any number of listeners, and none while nobody listens. Listeners wait in
 * threads of their own, so that a slow one keeps none of the others.
 */
final class VersionWatch {

    private final Supplier<Optional<StoredVersion>> look;
    private final Duration pause;
    private final int mostListeners;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable StoredVersion latest;
    private int listeners;
    private boolean isLooking;
    private boolean isEnded;

    /**
     * @param look reads the version; empty if it cannot be read at the moment; must not throw
     * @param pause between two looks
     */
    VersionWatch(Supplier<Optional<StoredVersion>> look, Duration pause, int mostListeners) {
        this.look = look;
        this.pause = pause;
        this.mostListeners = mostListeners;
    }

    /** Lets somebody listen, who has to {@link #leave}; false if there are too many or it is over. */
    boolean join() {
        lock.lock();
        try {
            if (isEnded || listeners == mostListeners) {
                return false;
            }
            listeners++;
            if (!isLooking) {
                isLooking = true;
                latest = null;
                Thread.ofVirtual().name("version-watch").start(this::keepLooking);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            listeners--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a version that is not the known one, the first if none is known. */
    News await(@Nullable String known, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!isEnded) {
                StoredVersion now = latest;
                if (now != null && !now.version().equals(known)) {
                    return new News.Changed(now);
                }
                if (left <= 0) {
                    return new News.Quiet();
                }
                left = changed.awaitNanos(left);
            }
            return new News.Ended();
        } finally {
            lock.unlock();
        }
    }

    /** Sends everybody home. */
    void end() {
        lock.lock();
        try {
            isEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int listeners() {
        lock.lock();
        try {
            return listeners;
        } finally {
            lock.unlock();
        }
    }

    private void keepLooking() {
        do {
            look.get().ifPresent(this::publish);
        } while (isWantedAfterAPause());
    }

    /** Says no as soon as nobody listens any more; whoever comes then starts looking anew. */
    private boolean isWantedAfterAPause() {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (listeners > 0 && !isEnded && left > 0) {
                left = changed.awaitNanos(left);
            }
            isLooking = listeners > 0 && !isEnded;
            return isLooking;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the watch", e);
        } finally {
            lock.unlock();
        }
    }

    private void publish(StoredVersion read) {
        lock.lock();
        try {
            latest = read;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
