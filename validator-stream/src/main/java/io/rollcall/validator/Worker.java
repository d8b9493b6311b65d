package io.rollcall.validator;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one thing over and over: after trouble that passes it waits a little and tries again, anything else
 * ends it.
 */
final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(9);

    private final Thread thread;
    private final Task task;
    private final Consumer<Throwable> failed;
    private volatile boolean ending;
    private @Nullable String lastTrouble;

    /** What is done over and over. */
    @FunctionalInterface
    interface Task {

        void once() throws Exception;
    }

    /**
     * Starts.
     *
     * @param failed is told what ended it, unless it was {@link #close()}
     */
    static Worker start(String name, Task task, Consumer<Throwable> failed) {
        Worker worker = new Worker(name, task, failed);
        worker.thread.start();
        return worker;
    }

    private Worker(String name, Task task, Consumer<Throwable> failed) {
        this.task = task;
        this.failed = failed;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Lets the thread come to its end. */
    void end() {
        ending = true;
        thread.interrupt();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        end();
        try {
            thread.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ending) {
            try {
                task.once();
                lastTrouble = null;
            } catch (Throwable e) {
                if (!ending && !carriesOn(e)) {
                    return;
                }
            }
        }
    }

    private boolean carriesOn(Throwable e) {
        if (e instanceof Error || !Trouble.passes(e)) {
            LOG.error("{} stops: this does not pass", thread.getName(), e);
            failed.accept(e);
            return false;
        }
        String trouble = String.valueOf(e.getMessage());
        if (!trouble.equals(lastTrouble)) {
            LOG.warn("{} waits and tries again: {}", thread.getName(), trouble);
            lastTrouble = trouble;
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
