package io.rollcall.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does several things at the same time. */
final class Together {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private Together() {}

    /** Returns when all are done; throws what the first of them that failed threw. */
    static void start(Collection<Runnable> actions) {
        for (Future<?> future : await(actions, FOR_EVER)) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** Returns when all are done, whether well or not, or when the time is up. */
    static void end(Collection<Runnable> actions, Duration patience) {
        await(actions, patience);
    }

    private static List<Future<Object>> await(Collection<Runnable> actions, Duration patience) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, actions.size()),
                Thread.ofPlatform().daemon().name("together-", 1).factory());
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            actions.forEach(action -> calls.add(Executors.callable(action)));
            return threads.invokeAll(calls, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted", e);
    }
}
