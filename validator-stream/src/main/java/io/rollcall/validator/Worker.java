package io.rollcall.validator;

import java.time.Duration;
import java.time.Instant;
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

    private final String name;
    private final Thread thread;
    private final Task task;
    private final Consumer<Throwable> failed;
    private volatile boolean ending;
    private @Nullable String lastLogged;
    private volatile @Nullable Waiting waiting;

    /** What is done over and over. */
    @FunctionalInterface
    interface Task {

        /**
         * Does it once, however long that takes.
         *
         * @param progress is to be run, by the same thread, whenever it gets on, which a mere return does not say
         */
        void once(Runnable progress) throws Exception;
    }

    /**
     * That it does not get on.
     *
     * @param since when it began
     * @param why a sentence for a person; whoever may ask for health reads it, so that it quotes no other program
     */
    record Waiting(Instant since, String why) {}

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
        this.name = name;
        this.task = task;
        this.failed = failed;
        this.thread = Thread.ofPlatform().daemon().name("validator-" + name).unstarted(this::run);
    }

    String name() {
        return name;
    }

    /** That it waits for trouble to pass, null while it gets on. */
    @Nullable
    Waiting waiting() {
        return waiting;
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
                task.once(this::progress);
            } catch (Throwable e) {
                if (!ending && !carriesOn(e)) {
                    return;
                }
            }
        }
    }

    private void progress() {
        waiting = null;
        lastLogged = null;
    }

    private boolean carriesOn(Throwable e) {
        if (e instanceof Error || !Trouble.passes(e)) {
            LOG.error("{} stops: this does not pass", thread.getName(), e);
            waiting = null;
            failed.accept(e);
            return false;
        }
        Throwable root = Trouble.root(e);
        String trouble = e.getMessage() + root.getClass();
        if (!trouble.equals(lastLogged)) {
            LOG.warn("{} waits and tries again: {} ({})", thread.getName(), e.getMessage(), root.toString());
            lastLogged = trouble;
        }
        Waiting earlier = waiting;
        waiting = new Waiting(earlier == null ? Instant.now() : earlier.since(), Trouble.told(e));
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
