package io.rollcall.validator;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.tracing.BatchTracer;
import io.rollcall.validator.judging.Passages;
import io.rollcall.validator.judging.Tally;
import io.rollcall.validator.letters.DeadLetterLog;
import io.rollcall.validator.waiting.Tide;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The running validator: the topology, the tide and the dead letter log, each with a thread that keeps it going. */
public final class Validator implements SmartLifecycle {

    private static final String TIDE = "tide";
    private static final String LOG = "dead-letter-log";
    private static final String TOPOLOGY = "topology";

    /** How long to wait at an end for answers that nobody needs any more. */
    private static final Duration NO_LONGER = Duration.ofMillis(500);

    private final Tables tables;
    private final SchemaRegistry registry;
    private final ValidatorProperties properties;
    private final KafkaSettings kafka;
    private final Tide tide;
    private final StreamsSupervisor supervisor;
    private final Runnable failed;
    private final Deque<Worker> running = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Throwable failure;

    /**
     * A validator, not started yet.
     *
     * @param failed is called when it stops for a mistake of the program or its settings
     */
    public Validator(
            Tables tables,
            SchemaRegistry registry,
            Serializer<GenericRecord> valueSerializer,
            ValidatorProperties properties,
            KafkaSettings kafka,
            MeterRegistry meters,
            BatchTracer tracer,
            Runnable failed) {
        this.tables = tables;
        this.registry = registry;
        this.properties = properties;
        this.kafka = kafka;
        this.failed = failed;
        this.tide = new Tide(properties.referenceWait());
        Tally tally = new Tally(meters);
        Passages passages = new Passages(tracer);
        this.supervisor = new StreamsSupervisor(
                () -> ValidatorTopology.of(tables, registry, valueSerializer, tide, tally, passages),
                passages,
                StreamsSettings.of(properties, kafka),
                this::prepare,
                tide);
    }

    @Override
    public synchronized void start() {
        keep(TIDE, this::watchTide);
        keep(LOG, this::logDeadLetters);
        keep(TOPOLOGY, supervisor::once);
    }

    @Override
    public synchronized void stop() {
        running.forEach(Worker::end);
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    /** The state of Kafka Streams, empty while it is not there. */
    public Optional<String> state() {
        return Optional.ofNullable(supervisor.life())
                .map(life -> life.streams().state().name());
    }

    /**
     * Whether records are being judged, and those that came before the start have been as far as others refer to them.
     * Whether dead letters can be logged does not count: those that wait are on the topic.
     */
    public boolean isReady() {
        Life life = supervisor.life();
        return life != null
                && life.isRunning()
                && tide.reached() != Long.MIN_VALUE
                && judgingWaits().isEmpty();
    }

    /** What the judging of records waits for, by what waits: the topology for its start, the tide for the broker. */
    Map<String, Worker.Waiting> judgingWaits() {
        Map<String, Worker.Waiting> waiting = waiting();
        waiting.remove(LOG);
        return waiting;
    }

    /** What the dead letter log waits for, empty if it gets on. */
    Optional<Worker.Waiting> logWaits() {
        return Optional.ofNullable(waiting().get(LOG));
    }

    private Map<String, Worker.Waiting> waiting() {
        Map<String, Worker.Waiting> waiting = new TreeMap<>();
        for (Worker worker : running) {
            Worker.Waiting trouble = worker.waiting();
            if (trouble != null) {
                waiting.put(worker.name(), trouble);
            }
        }
        return waiting;
    }

    /** The last time that one of the topology's threads failed and was replaced, empty if none was. */
    Optional<StreamsSupervisor.Setback> lastSetback() {
        return Optional.ofNullable(supervisor.lastSetback());
    }

    /** What stopped it for good, empty as long as nothing did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Until when everything that can be referred to is known, in milliseconds. */
    public long knownUntil() {
        return tide.reached();
    }

    private void prepare() {
        Admin admin = Admin.create(kafka.adminSettings());
        try {
            TopicSetup.ensure(admin, tables, kafka.partitions(), kafka.replicationFactor());
        } finally {
            admin.close(NO_LONGER);
        }
        SubjectSetup.register(registry, tables);
    }

    private void watchTide(Runnable progress) throws InterruptedException {
        Admin admin = Admin.create(kafka.adminSettings());
        try {
            TideWatch watch =
                    new TideWatch(admin, properties.group(), tables, tide, Clock.systemUTC(), supervisor::life);
            while (!Thread.currentThread().isInterrupted()) {
                watch.once(progress);
            }
        } finally {
            admin.close(NO_LONGER);
        }
    }

    private void logDeadLetters(Runnable progress) {
        try (DeadLetterLog log =
                new DeadLetterLog(kafka.clientSettings(), properties.group() + "-log", properties.deadLetterLog())) {
            while (!Thread.currentThread().isInterrupted()) {
                if (log.once()) {
                    progress.run();
                }
            }
        }
    }

    private void fail(Throwable cause) {
        failure = cause;
        failed.run();
    }

    private void keep(String name, Worker.Task task) {
        running.push(Worker.start(name, task, this::fail));
    }
}
