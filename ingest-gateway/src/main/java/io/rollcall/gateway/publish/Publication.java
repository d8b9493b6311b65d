package io.rollcall.gateway.publish;

import io.rollcall.gateway.rows.RawRow;
import io.rollcall.gateway.rows.RecordKey;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.tracing.BatchTracer;
import io.rollcall.tracing.Publishing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch on their way to the raw topics. One thread sends; Kafka's acknowledgements are gathered by
 * thousand rows. How many may be under way is bounded by the producer's buffer.
 */
public final class Publication {

    private final Producer<String, GenericRecord> producer;
    private final UUID batch;
    private final Sender sender;
    private final BatchTracer tracer;
    private final Map<Table, Lane> lanes = new HashMap<>();
    private final ConcurrentLinkedQueue<Chunk> settled = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    /** A party for each chunk that is not settled, and one for the sender. */
    private final Phaser unsettled = new Phaser(1);

    private boolean finished;
    private long acknowledged;

    public Publication(Producer<String, GenericRecord> producer, UUID batch, Sender sender, BatchTracer tracer) {
        this.producer = producer;
        this.batch = batch;
        this.sender = sender;
        this.tracer = tracer;
    }

    /**
     * Sends a row; waits while Kafka takes no more, within the producer's bound. A failure shows in {@link #hasFailed()}.
     *
     * @param source the file or client that it came from
     */
    public void send(Table table, RawRow row, String source) {
        Lane lane = lanes.computeIfAbsent(table, Lane::new);
        int index = lane.next++;
        Chunk chunk = lane.chunkOf(index);
        chunk.begin();
        String key = RecordKey.of(row.value().get(table.key().position()));
        try {
            Future<RecordMetadata> _ = producer.send(
                    new ProducerRecord<>(lane.topic, null, key, row.value(), lane.headers.of(row, index, source)),
                    chunk);
        } catch (RuntimeException e) {
            // Whatever Kafka or the serializer says, the registry's absence included: this row does not stand.
            chunk.onCompletion(null, e);
        }
    }

    /** Whether a row was not acknowledged: no further need be sent. */
    public boolean hasFailed() {
        return failure.get() != null;
    }

    /** Why a row was not acknowledged. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** The thousands of rows that were settled since the last call. */
    public List<BatchProgress.Part> settledParts() {
        List<BatchProgress.Part> parts = new ArrayList<>();
        for (Chunk chunk = settled.poll(); chunk != null; chunk = settled.poll()) {
            int rows = chunk.acknowledged();
            if (rows > 0) {
                parts.add(new BatchProgress.Part(chunk.table(), chunk.number(), rows));
            }
            acknowledged += rows;
        }
        return parts;
    }

    /** After the last row: waits until Kafka has acknowledged or refused each, within the producer's bound. */
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        lanes.values().forEach(Lane::close);
        unsettled.awaitAdvance(unsettled.arriveAndDeregister());
        lanes.values().forEach(Lane::end);
    }

    /** How many rows stand, of those whose parts were asked for. */
    public long acknowledged() {
        return acknowledged;
    }

    /** The rows of one table, numbered in the order sent. */
    private final class Lane implements Chunk.Listener {

        private final String table;
        private final String topic;
        private final Publishing publishing;
        private final BatchHeaders headers;
        private Chunk current;
        private int next;
        private volatile @Nullable Exception refusal;

        Lane(Table table) {
            this.table = table.name();
            topic = table.rawTopic();
            publishing = tracer.publishing(topic, batch, sender.traceparent());
            headers = new BatchHeaders(batch, sender, publishing.traceparent());
            current = open(0);
        }

        Chunk chunkOf(int index) {
            int number = index / BatchProgress.ROWS_PER_CHUNK;
            if (number != current.number()) {
                current.close();
                current = open(number);
            }
            return current;
        }

        private Chunk open(int number) {
            unsettled.register();
            return new Chunk(table, number, this);
        }

        void close() {
            current.close();
        }

        void end() {
            publishing.end(next, refusal);
        }

        @Override
        public void failed(Exception reason) {
            refusal = reason;
            failure.compareAndSet(null, reason);
        }

        @Override
        public void settled(Chunk chunk) {
            settled.add(chunk);
            unsettled.arriveAndDeregister();
        }
    }
}
