package io.rollcall.validator;

import io.rollcall.validator.judging.Passages;
import io.rollcall.validator.waiting.Tide;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topology running. A thread that fails for trouble that passes is replaced, an instance that cannot go on for
 * such trouble is started again; both take up where the last transaction ended. Anything else is a mistake of the program,
 * which would fail on the same record for ever: then everything stops and says so.
 */
final class StreamsSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsSupervisor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(8);

    private final Supplier<Topology> topology;
    private final Passages passages;
    private final Map<String, Object> settings;
    private final Runnable preparation;
    private final Tide tide;
    private volatile @Nullable Life life;
    private volatile @Nullable Setback lastSetback;

    /**
     * A supervisor.
     *
     * @param passages are told of each commit of the topology
     * @param preparation creates topics and subjects; throws what passes while they cannot be
     */
    StreamsSupervisor(
            Supplier<Topology> topology,
            Passages passages,
            Map<String, Object> settings,
            Runnable preparation,
            Tide tide) {
        this.topology = topology;
        this.passages = passages;
        this.settings = settings;
        this.preparation = preparation;
        this.tide = tide;
    }

    /** The present run, null before the first and between two. */
    @Nullable
    Life life() {
        return life;
    }

    /** The last setback, null if there was none. */
    @Nullable
    Setback lastSetback() {
        return lastSetback;
    }

    /**
     * Runs until interrupted or until the instance has to be started again. Throws what does not pass.
     *
     * @param prepared is run when topics and subjects are there
     */
    void once(Runnable prepared) throws InterruptedException {
        preparation.run();
        prepared.run();
        Mishap mishap = new Mishap();
        WatchedClients clients = new WatchedClients(passages);
        Properties properties = new Properties();
        properties.putAll(settings);
        try (KafkaStreams streams = new KafkaStreams(topology.get(), properties, clients)) {
            streams.setUncaughtExceptionHandler(mishap::handle);
            streams.setStateListener((state, _) -> mishap.note(state));
            try {
                streams.start();
                life = new Life(streams, clients);
                mishap.await();
            } finally {
                life = null;
                tide.interrupt();
                boolean interrupted = Thread.interrupted();
                streams.close(CloseOptions.timeout(LONGEST_CLOSE)
                        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        LOG.warn("the topology ended and is started again");
        Thread.sleep(PAUSE);
    }

    /**
     * That one of the topology's threads failed and was replaced.
     *
     * @param at when
     * @param why a sentence for a person, which quotes no other program
     */
    record Setback(Instant at, String why) {}

    /** What befalls one run. */
    private final class Mishap {

        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Throwable failure;

        StreamThreadExceptionResponse handle(Throwable trouble) {
            if (!Trouble.passes(trouble)) {
                failure = trouble;
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            LOG.warn(
                    "a thread failed and is replaced: {}", Trouble.root(trouble).toString());
            lastSetback = new Setback(Instant.now(), Trouble.told(trouble));
            tide.interrupt();
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }

        void note(KafkaStreams.State state) {
            if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
                end.countDown();
            }
        }

        void await() throws InterruptedException {
            end.await();
            if (failure != null) {
                throw new IllegalStateException("the topology stops for good", failure);
            }
        }
    }
}
