package io.rollcall.gateway.web;

import io.rollcall.access.problems.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Places for answers that take long, given back by closing them. */
final class Places {

    private final Semaphore free;
    private final Duration patience;
    private final Supplier<ProblemException> full;

    /**
     * So many places.
     *
     * @param patience how long to wait for one
     * @param full what to say if there is none then
     */
    Places(int places, Duration patience, Supplier<ProblemException> full) {
        free = new Semaphore(places);
        this.patience = patience;
        this.full = full;
    }

    /**
     * A place.
     *
     * @throws ProblemException if there is none
     */
    Admission.Place take() throws InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw full.get();
        }
        return free::release;
    }
}
