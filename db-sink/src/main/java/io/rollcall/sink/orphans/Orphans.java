package io.rollcall.sink.orphans;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.consumer.SinkStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that have lost what they refer to after they had been judged: nothing that is on its way will bring it back,
 * so they become dead letters, as they would have if they were judged now.
 *
 * <p>A reference is lost if it is missing although all has been stored that its table's topic held when the record was
 * there already. The validator lets a record pass only once what it refers to is in that topic, so what is missing then
 * was deleted in between. A record after which another one of the same key follows has had its day, whatever it refers
 * to. For one thread.
 */
public final class Orphans {

    private final Tables tables;
    private final OrphanLetter letters;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final SinkStatus status;
    private final Duration patience;
    private final Clock clock;
    /** Records that have been stuck for long, and where the topics of what others refer to ended when that was seen. */
    private final Map<Place, StoredTopics> suspected = new HashMap<>();

    /**
     * What becomes of them.
     *
     * @param consumers make a consumer of committed records that belongs to no group
     * @param patience how long a partition is held before what is stuck in it is looked at, the latest records of it too
     */
    public Orphans(
            Tables tables,
            SchemaRegistry registry,
            Supplier<Consumer<byte[], byte[]>> consumers,
            SinkStatus status,
            Duration patience,
            Clock clock) {
        this.tables = tables;
        this.letters = new OrphanLetter(tables, registry);
        this.consumers = consumers;
        this.status = status;
        this.patience = patience;
        this.clock = clock;
    }

    /** A record that is fetched again is another object. */
    private record Place(TopicPartition partition, long offset) {
        static Place of(ConsumerRecord<?, ?> message) {
            return new Place(partitionOf(message), message.offset());
        }
    }

    /**
     * Those that have waited long enough and whose references can be on their way no more; if they are still missing
     * after this, they are lost.
     *
     * @param stuck records with the columns that refer to something that is not there; none for a deletion of what is
     *     referred to
     */
    public Set<ConsumerRecord<byte[], byte[]>> suspects(
            Connection connection, Map<ConsumerRecord<byte[], byte[]>, List<Column>> stuck) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> overdue =
                stuck.keySet().stream().filter(this::isOverdue).toList();
        suspected.keySet().retainAll(overdue.stream().map(Place::of).collect(Collectors.toSet()));
        if (overdue.isEmpty()) {
            return Set.of();
        }
        Set<ConsumerRecord<byte[], byte[]>> suspects = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            StoredTopics now = StoredTopics.endingNow(consumer, tables.referenced());
            IdentityHashMap<StoredTopics, Set<Table>> stored = new IdentityHashMap<>();
            for (ConsumerRecord<byte[], byte[]> message : overdue) {
                StoredTopics then = suspected.computeIfAbsent(Place.of(message), place -> now);
                if (!stored.containsKey(then)) {
                    stored.put(then, then.stored(connection, consumer));
                }
                if (Objects.requireNonNull(stored.get(then))
                        .containsAll(referred(stuck.getOrDefault(message, List.of())))) {
                    suspects.add(message);
                }
            }
        }
        return suspects;
    }

    private boolean isOverdue(ConsumerRecord<?, ?> message) {
        SinkStatus.Held held = status.holds().get(partitionOf(message));
        return held != null && status.isStuck(held, patience);
    }

    private List<Table> referred(List<Column> columns) {
        return columns.stream()
                .map(column -> tables.named(column.references().orElseThrow()).orElseThrow())
                .toList();
    }

    /**
     * What becomes of records instead of being stored: a dead letter, or nothing where another one of the same key
     * follows. A deletion that nothing follows goes on waiting.
     *
     * @param lost suspects that have been found stuck once more
     */
    public Map<ConsumerRecord<byte[], byte[]>, Optional<DeadLetter>> decide(
            Map<ConsumerRecord<byte[], byte[]>, List<Column>> lost) {
        if (lost.isEmpty()) {
            return Map.of();
        }
        Set<ConsumerRecord<byte[], byte[]>> followed;
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            followed = Followers.followed(consumer, lost.keySet());
        }
        Map<ConsumerRecord<byte[], byte[]>, Optional<DeadLetter>> decided = new HashMap<>();
        lost.forEach((message, columns) -> {
            if (followed.contains(message)) {
                decided.put(message, Optional.empty());
            } else if (!columns.isEmpty()) {
                decided.put(message, Optional.of(letters.of(message, columns, clock.instant())));
            }
        });
        return decided;
    }

    static TopicPartition partitionOf(ConsumerRecord<?, ?> message) {
        return new TopicPartition(message.topic(), message.partition());
    }
}
