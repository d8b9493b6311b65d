package io.rollcall.sink;

import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.consumer.SinkStatus.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the sink: first the database is brought to what the schema files describe, then the threads go. */
final class SinkService implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
    private static final Duration SETUP_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final SinkSetup setup;
    private final Supplier<SinkThread> threadSource;
    private final List<String> topics;
    private final int count;
    private final SinkStatus status;
    private final List<SinkThread> sinks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread starter;

    SinkService(SinkSetup setup, Supplier<SinkThread> threadSource, List<String> topics, int count, SinkStatus status) {
        this.setup = setup;
        this.threadSource = threadSource;
        this.topics = List.copyOf(topics);
        this.count = count;
        this.status = status;
    }

    /** Returns at once; the database may be away for now. */
    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        status.trouble(Part.SETUP, "not set up yet");
        starter = Thread.ofPlatform().name("sink-setup").start(this::setUpAndGo);
    }

    private void setUpAndGo() {
        try {
            do {
                if (hasGone()) {
                    return;
                }
            } while (!stopping.await(SETUP_RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong is tried again: if this thread ended for it, the sink would stand still for ever. */
    private boolean hasGone() {
        try {
            if (setup.succeeds()) {
                status.well(Part.THREAD);
                go();
                return true;
            }
        } catch (RuntimeException e) {
            if (status.trouble(Part.THREAD, "setting up failed; the log says why")) {
                LOG.error("setting up failed and is tried again", e);
            }
        }
        return false;
    }

    /** Starts the threads that are not there yet; an attempt before may have started some. */
    private synchronized void go() {
        for (int i = threads.size(); i < count && stopping.getCount() > 0; i++) {
            SinkThread sink = threadSource.get();
            sinks.add(sink);
            threads.add(Thread.ofPlatform()
                    .name("sink-" + i)
                    .uncaughtExceptionHandler((thread, e) -> {
                        LOG.error("a sink thread has ended", e);
                        status.trouble(Part.THREAD, thread.getName() + " has ended; the log says why");
                    })
                    .start(() -> sink.run(topics)));
        }
        status.well(Part.SETUP);
    }

    /** Whether all threads that were started are there. */
    synchronized boolean isAlive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        sinks.forEach(SinkThread::stop);
        try {
            for (Thread thread : threads) {
                if (!thread.join(LONGEST_STOP)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sinks.clear();
        threads.clear();
        starter = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return starter != null;
    }
}
