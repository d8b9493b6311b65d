package io.rollcall.validator;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.kafka.LetterSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.validator.judging.JudgeProcessor;
import io.rollcall.validator.judging.Passages;
import io.rollcall.validator.judging.Tally;
import io.rollcall.validator.waiting.KnownIds;
import io.rollcall.validator.waiting.KnownIdsProcessor;
import io.rollcall.validator.waiting.Tide;
import io.rollcall.validator.waiting.WaitingRoom;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole of what the validator does:
 *
 * <pre>{@code
 *  raw.departments ──┐                 ┌─► valid.departments ──► known-departments ─┐
 *  raw.jobs ─────────┼─► judge ────────┼─► valid.jobs ─────────► known-jobs ────────┤
 *  raw.hired_emp… ───┘    ▲  │         ├─► valid.hired_employees                    │
 *                      waiting         └─► dead-letters                             │
 *                         ▲─────────────────────────────────────────────────────────┘
 * }</pre>
 *
 * <p>{@link JudgeProcessor} reads each raw record with its writer's schema, judges it by its table's rules and looks up
 * what it refers to. What refers to nothing known waits in the store {@code waiting} until that appears or the
 * {@link Tide} says that its time is up. The ids that can be referred to are kept in memory, from the valid topics.
 *
 * <p>All tables share one sub-topology, so that a further table changes neither the numbers of the tasks nor the state
 * that they keep.
 */
public final class ValidatorTopology {

    private static final String RAW = "raw";
    private static final String JUDGE = "judge";

    private ValidatorTopology() {}

    /**
     * The topology.
     *
     * @param tables what is judged
     * @param registry where writers' schemas come from
     * @param valueSerializer writes the values of the valid topics
     * @param tide tells when a wait is over
     * @param tally counts
     * @param passages traces
     */
    public static Topology of(
            Tables tables,
            SchemaRegistry registry,
            Serializer<GenericRecord> valueSerializer,
            Tide tide,
            Tally tally,
            Passages passages) {
        Topology topology = new Topology();
        String[] rawTopics = tables.stream().map(Table::rawTopic).toArray(String[]::new);
        topology.addSource(
                AutoOffsetReset.earliest(),
                RAW,
                ValidatorTopology::timestamp,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                rawTopics);
        topology.addProcessor(JUDGE, () -> new JudgeProcessor(tables, registry, tide, tally, passages), RAW);
        topology.addStateStore(waiting(), JUDGE);
        for (Table table : tables) {
            topology.addSink(table.validTopic(), table.validTopic(), new StringSerializer(), valueSerializer, JUDGE);
        }
        topology.addSink(
                Topics.DEAD_LETTERS, Topics.DEAD_LETTERS, new StringSerializer(), new LetterSerializer(), JUDGE);
        for (Table table : tables.referenced()) {
            String known = KnownIds.storeName(table);
            topology.addGlobalStore(
                    KnownIds.builder(table),
                    known + "-source",
                    new StringDeserializer(),
                    new ByteArrayDeserializer(),
                    table.validTopic(),
                    known + "-update",
                    () -> new KnownIdsProcessor(known));
        }
        return topology;
    }

    /** A producer's clock may be set before 1970, which Kafka Streams does not bear. */
    private static long timestamp(ConsumerRecord<Object, Object> message, long partitionTime) {
        return message.timestamp() < 0 ? Math.max(partitionTime, 0) : message.timestamp();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> waiting() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(WaitingRoom.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
