package io.rollcall.gateway.kafka;

import io.rollcall.gateway.claims.ClaimLog;
import io.rollcall.gateway.claims.HeardClaims;
import io.rollcall.gateway.publish.BatchLog;
import io.rollcall.gateway.receipts.RecentBatches;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Connects in the background, for as long as it takes: topics and subjects are there, the batches' log is read, and
 * what a former life of this gateway left open is closed. Only then does the gateway take requests.
 */
public final class KafkaStartup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaStartup.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration READING_THE_LOG = Duration.ofMinutes(2);
    private static final int PARTS_A_MESSAGE = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ClientFactory clients;
    private final KafkaSettings kafka;
    private final SchemaRegistry registry;
    private final Tables tables;
    private final RecentBatches recent;
    private final HeardClaims claims = new HeardClaims();
    private final String instance;
    private final Clock clock;

    private volatile @Nullable Connection connection;
    private volatile @Nullable Thread connecting;

    public KafkaStartup(
            ClientFactory clients,
            KafkaSettings kafka,
            SchemaRegistry registry,
            Tables tables,
            RecentBatches recent,
            String instance,
            Clock clock) {
        this.clients = clients;
        this.kafka = kafka;
        this.registry = registry;
        this.tables = tables;
        this.recent = recent;
        this.instance = instance;
        this.clock = clock;
    }

    /** The connection, unless Kafka or the registry have not been there yet. */
    public Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    @Override
    public void start() {
        connecting = Thread.ofPlatform().name("kafka-startup").daemon().start(this::connectAtLast);
    }

    private void connectAtLast() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Connection made = connect();
                if (Thread.currentThread().isInterrupted()) {
                    made.close();
                } else {
                    connection = made;
                    LOG.info("connected to Kafka");
                }
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("reason", e.toString()).log("not connected to Kafka and registry yet");
                pause();
            }
        }
    }

    private Connection connect() {
        Admin admin = clients.admin();
        try {
            TopicSetup.ensure(admin, tables, kafka.partitions(), kafka.replicationFactor());
            ClaimLog.ensureTopic(admin, kafka.partitions(), kafka.replicationFactor());
            SubjectSetup.register(registry, tables);
            return connect(admin);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private Connection connect(Admin admin) {
        Connection made = open(admin);
        try {
            made.catchUp(READING_THE_LOG);
            closeWhatWasLeftOpen(made.log());
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Opens all of it or leaves none of it open, as it may be tried every second for hours. */
    private Connection open(Admin admin) {
        LogFollower follower =
                new LogFollower(clients.logConsumer(), List.of(Topics.BATCHES, ClaimLog.TOPIC), this::hear);
        Producer<String, GenericRecord> rows = null;
        try {
            rows = clients.rowProducer(tables);
            Producer<byte[], byte[]> words = clients.logProducer();
            Thread.ofPlatform().name("batches-follower").daemon().start(follower);
            return new Connection(admin, rows, words, new BatchLog(words, recent::hear), claims, follower);
        } catch (RuntimeException e) {
            if (rows != null) {
                rows.close(Duration.ZERO);
            }
            follower.close();
            throw e;
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        if (message.topic().equals(ClaimLog.TOPIC)) {
            claims.hear(ClaimLog.read(message.value()), Instant.ofEpochMilli(message.timestamp()));
        } else {
            recent.hear(Objects.requireNonNull(JSON.readValue(message.value(), BatchProgress.class)));
        }
    }

    private void closeWhatWasLeftOpen(BatchLog log) {
        List<BatchProgress> leftOpen = recent.leftOpenBy(instance);
        if (leftOpen.isEmpty()) {
            return;
        }
        Map<String, List<Part>> rows;
        try (Consumer<byte[], byte[]> consumer = clients.logConsumer()) {
            rows = RowsInTopics.of(consumer, tables, leftOpen);
        }
        for (BatchProgress open : leftOpen) {
            List<Part> parts = rows.getOrDefault(open.batch().toString(), List.of());
            for (int from = 0; from < parts.size(); from += PARTS_A_MESSAGE) {
                List<Part> some = parts.subList(from, Math.min(from + PARTS_A_MESSAGE, parts.size()));
                log.say(furtherOf(open, State.OPEN, some)).join();
            }
            log.say(furtherOf(open, State.INTERRUPTED, List.of())).join();
            LOG.atWarn().addKeyValue("batch", open.batch()).log("a batch of this gateway's former life is interrupted");
        }
    }

    private BatchProgress furtherOf(BatchProgress open, State state, List<Part> parts) {
        return new BatchProgress(
                open.batch(),
                open.source(),
                open.submittedBy(),
                open.openedAt(),
                clock.instant(),
                state,
                instance,
                parts);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread thread = connecting;
        if (thread != null) {
            thread.interrupt();
        }
        Connection made = connection;
        if (made != null) {
            connection = null;
            made.close();
        }
        connecting = null;
    }

    @Override
    public boolean isRunning() {
        return connecting != null;
    }

    /** Before the web server takes requests, and until it has answered the last one. */
    @Override
    public int getPhase() {
        return 0;
    }
}
