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
    private volatile @Nullable String lastMessage;
    private volatile @Nullable Waiting waiting;

    /** What is done over and over. */
    @FunctionalInterface
    interface Task {

        /**
         * Does it once, however long that takes.
         *
         * @param getsOn is told whenever something was achieved meanwhile
         */
        void once(Runnable getsOn) throws Exception;
    }

    /**
     * That it does not get on.
     *
     * @param since when it began
     * @param why what kind of trouble it is; whoever may ask for health reads it, so that it quotes no other program
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
                task.once(this::getsOn);
                getsOn();
            } catch (Throwable e) {
                if (!ending && !carriesOn(e)) {
                    return;
                }
            }
        }
    }

    private void getsOn() {
        waiting = null;
        lastMessage = null;
    }

    private boolean carriesOn(Throwable e) {
        if (e instanceof Error || !Trouble.passes(e)) {
            LOG.error("{} stops: this does not pass", thread.getName(), e);
            failed.accept(e);
            return false;
        }
        String message = String.valueOf(e.getMessage());
        if (!message.equals(lastMessage)) {
            LOG.warn("{} waits and tries again: {}", thread.getName(), message);
            lastMessage = message;
        }
        Waiting earlier = waiting;
        waiting = new Waiting(earlier == null ? Instant.now() : earlier.since(), Trouble.kind(e));
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
