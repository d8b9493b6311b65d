package io.rollcall.backup.topics;

import io.rollcall.backup.database.Rebuild;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.rows.RowWalk;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Publishes rows to the valid topics in one transaction of Kafka's: all of them become visible, or none. Its
 * transactional id is the same in every life of the service, so that a new life ends what a former one has left open.
 */
public final class Publisher implements AutoCloseable, Rebuild.Recipient {

    private static final int WIRE_HEADER = 5;

    private final Producer<byte[], byte[]> producer;
    private final SchemaRegistry registry;
    private final Progress progress;
    private final List<Header> headers;
    private final Map<Table, Integer> schemaIds = new HashMap<>();
    private final Map<Table, RowWalk> walks = new HashMap<>();

    /** Is told of each record that was sent. */
    @FunctionalInterface
    public interface Progress {
        void sent(Table table) throws Exception;
    }

    /**
     * Publishes for a rebuild.
     *
     * @param producer with a transactional id
     * @param source what the records say of where they come from
     */
    public Publisher(
            Producer<byte[], byte[]> producer,
            SchemaRegistry registry,
            UUID rebuild,
            String source,
            Progress progress) {
        this.producer = producer;
        this.registry = registry;
        this.progress = progress;
        this.headers = List.of(
                new RecordHeader(RecordHeaders.REBUILD_ID, text(rebuild.toString())),
                new RecordHeader(RecordHeaders.SOURCE, text(source)));
    }

    /** Ends what a former life may have left open, and begins. */
    public void begin() {
        producer.initTransactions();
        producer.beginTransaction();
    }

    @Override
    public void row(Table table, byte[] bytes, int length) throws Exception {
        row(table, bytes, 0, length);
    }

    /** Sends a row, in Avro's binary encoding of the table's strict schema. */
    public void row(Table table, byte[] bytes, int from, int to) throws Exception {
        byte[] value = ByteBuffer.allocate(WIRE_HEADER + to - from)
                .put((byte) 0)
                .putInt(schemaId(table))
                .put(bytes, from, to - from)
                .array();
        RowWalk walk = walks.computeIfAbsent(table, RowWalk::new);
        walk.end(bytes, from, to);
        var _ = producer.send(
                new ProducerRecord<>(table.validTopic(), null, text(String.valueOf(walk.key())), value, headers));
        progress.sent(table);
    }

    @Override
    public void gone(Table table, long key) throws Exception {
        var _ = producer.send(new ProducerRecord<>(table.validTopic(), null, text(String.valueOf(key)), null, headers));
        progress.sent(table);
    }

    private int schemaId(Table table) {
        return schemaIds.computeIfAbsent(
                table, known -> registry.register(Topics.subject(known.validTopic()), known.strictSchema()));
    }

    /** Makes all of it visible. If this fails, it may have come to pass nevertheless. */
    public void commit() {
        producer.commitTransaction();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What was not committed is undone. */
    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
