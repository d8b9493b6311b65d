package io.rollcall.sink.letters;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.kafka.TopicScan;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.LetterSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.database.OffsetStore;
import io.rollcall.sink.database.Standing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that lost what they refer to after they had been judged, by a restore that took it away: nothing that is on
 * its way will bring it back, so they become dead letters, as they would have if they were judged now.
 *
 * <p>A reference is lost if it is missing although all that its table's topic holds has been stored. The validator lets
 * a record pass only once what it refers to is in that topic, so what is missing then was deleted in between. For one
 * thread.
 */
public final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final Tables tables;
    private final OrphanLetter letters;
    private final LetterSerializer serializer = new LetterSerializer();
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration patience;
    private final Clock clock;

    /**
     * What becomes of them.
     *
     * @param consumers make a consumer of committed records that belongs to no group
     * @param producers make a producer whose records are kept once they are acknowledged
     * @param patience how long a record waits at least
     */
    public Orphans(
            Tables tables,
            SchemaRegistry registry,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Producer<byte[], byte[]>> producers,
            Duration patience,
            Clock clock) {
        this.tables = tables;
        this.letters = new OrphanLetter(tables, registry);
        this.consumers = consumers;
        this.producers = producers;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Those that have waited long enough, if there is nothing left to be stored of what they refer to; if they miss it
     * after this, it is gone.
     *
     * @param missing records with the columns that refer to something that is not there
     */
    public Set<ConsumerRecord<byte[], byte[]>> suspects(
            Connection connection, Map<ConsumerRecord<byte[], byte[]>, List<Column>> missing) throws SQLException {
        long latest = clock.instant().minus(patience).toEpochMilli();
        Map<ConsumerRecord<byte[], byte[]>, List<Column>> overdue = new HashMap<>(missing);
        overdue.keySet().removeIf(message -> message.timestamp() > latest);
        return overdue.isEmpty() || !isAllStored(connection, referred(overdue.values())) ? Set.of() : overdue.keySet();
    }

    private Set<Table> referred(Collection<List<Column>> columns) {
        return columns.stream()
                .flatMap(List::stream)
                .map(column -> tables.named(column.references().orElseThrow()).orElseThrow())
                .collect(Collectors.toSet());
    }

    /** Whether there is no record of these tables' topics that is not stored. */
    private boolean isAllStored(Connection connection, Set<Table> referred) throws SQLException {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = referred.stream()
                    .flatMap(table -> consumer.partitionsFor(table.validTopic()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> next = new HashMap<>();
            for (Map.Entry<TopicPartition, Standing> standing : OffsetStore.read(
                            connection, consumer.beginningOffsets(partitions))
                    .entrySet()) {
                next.put(standing.getKey(), standing.getValue().next());
            }
            connection.commit();
            return !TopicScan.hasRecords(consumer, next, ends);
        }
    }

    /**
     * Publishes their dead letters; the sink reads and stores them as any.
     *
     * @throws KafkaException if they are not acknowledged; they may be published again then, under the same ids
     */
    public void reject(Map<ConsumerRecord<byte[], byte[]>, List<Column>> orphans) {
        try (Producer<byte[], byte[]> producer = producers.get()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            orphans.forEach((message, columns) -> sent.add(producer.send(letter(message, columns))));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("dead letters were not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
        LOG.warn("{} records refer to what is gone: they are dead letters now", orphans.size());
    }

    private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> message, List<Column> columns) {
        DeadLetter letter = letters.of(message, columns, clock.instant());
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS,
                null,
                letter.table().getBytes(StandardCharsets.UTF_8),
                serializer.serialize(Topics.DEAD_LETTERS, letter),
                message.headers());
    }
}
