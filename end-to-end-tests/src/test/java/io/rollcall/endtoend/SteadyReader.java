package io.rollcall.endtoend;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/** Asks the same over and over in a thread of its own and keeps the different answers; a failure is one of them. */
final class SteadyReader implements AutoCloseable {

    private final Set<String> answers = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private volatile boolean ending;

    private SteadyReader(Supplier<String> question) {
        thread = Thread.ofPlatform().daemon().name("steady reader").unstarted(() -> {
            while (!ending) {
                ask(question);
            }
            ask(question);
        });
    }

    static SteadyReader of(Supplier<String> question) {
        SteadyReader reader = new SteadyReader(question);
        reader.thread.start();
        return reader;
    }

    private void ask(Supplier<String> question) {
        try {
            answers.add(question.get());
        } catch (RuntimeException e) {
            answers.add(e.toString());
        }
    }

    /** What was seen until now. */
    Set<String> answers() {
        return Set.copyOf(answers);
    }

    /** Asks once more, and ends. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
