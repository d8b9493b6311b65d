package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How much is worked on at once; who does not fit in is told to come back. */
@Component
final class Admission {

    private static final int KILOBYTE = 1024;

    private final Semaphore ingests;
    private final Semaphore kilobytes;
    private final Semaphore migrations;
    private final Duration retryAfter;

    Admission(GatewayProperties properties) {
        ingests = new Semaphore(properties.maxIngests());
        kilobytes = new Semaphore(kilobytes(properties.maxBodiesInFlight().toBytes()));
        migrations = new Semaphore(properties.maxMigrations());
        retryAfter = properties.retryAfter();
    }

    /** A place that is given back by closing it. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A place for a request with a body of so many bytes at most.
     *
     * @throws ProblemException if there is none
     */
    Place ingest(long bodyBytes) {
        int size = kilobytes(bodyBytes);
        if (!ingests.tryAcquire()) {
            throw full("requests");
        }
        if (!kilobytes.tryAcquire(size)) {
            ingests.release();
            throw full("bodies");
        }
        return () -> {
            kilobytes.release(size);
            ingests.release();
        };
    }

    /**
     * A place for a migration.
     *
     * @throws ProblemException if there is none
     */
    Place migration() {
        if (!migrations.tryAcquire()) {
            throw full("migrations");
        }
        return migrations::release;
    }

    private ProblemException full(String what) {
        return ProblemException.of(Problem.TOO_MANY_REQUESTS)
                .detail("The gateway works on as many " + what + " as it can. Nothing was published.")
                .retryAfter(retryAfter);
    }

    private static int kilobytes(long bytes) {
        return Math.toIntExact(bytes / KILOBYTE + 1);
    }
}
