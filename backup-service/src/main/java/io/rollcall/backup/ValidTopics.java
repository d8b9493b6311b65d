package io.rollcall.backup;

import io.rollcall.backup.database.Holds;
import io.rollcall.backup.database.Rebuild;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.RefusedJobException;
import io.rollcall.backup.topics.KafkaClients;
import io.rollcall.backup.topics.Publisher;
import io.rollcall.backup.topics.TableTopic;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.kafka.TopicScan;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** What the flows do with the valid topics. */
final class ValidTopics {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final KafkaClients clients;
    private final SchemaRegistry registry;

    ValidTopics(KafkaClients clients, SchemaRegistry registry) {
        this.clients = clients;
        this.registry = registry;
    }

    /**
     * Waits until the sink has stored what is in the topics now: what it stores after a restore is newer than the
     * restore.
     *
     * @throws RefusedJobException if it stores nothing for two minutes, longer than it waits by default for a missing reference
     */
    void awaitStored(Job job, DataSource database, List<Table> wanted) throws Exception {
        if (wanted.isEmpty()) {
            return;
        }
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            TableTopic topic = new TableTopic(consumer, registry);
            Map<TopicPartition, Long> beginnings = topic.beginnings(wanted);
            Map<TopicPartition, Long> ends = clients.ends(beginnings.keySet());
            Map<TopicPartition, Long> standing = standing(database, beginnings);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (TopicScan.hasRecords(consumer, standing, ends)) {
                job.checkCancelled();
                Map<TopicPartition, Long> before = standing;
                standing = standing(database, beginnings);
                if (!standing.equals(before)) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new RefusedJobException(
                            "the sink has not yet stored what is in the topics; try again once it has");
                }
                boolean ended = job.await(MILLIS_BETWEEN_LOOKS);
                if (ended) {
                    return;
                }
            }
        }
    }

    private static Map<TopicPartition, Long> standing(DataSource database, Map<TopicPartition, Long> beginnings)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Holds.standing(connection, beginnings);
        }
    }

    /** Lets the sink store no more records of these tables, until the hold is released. */
    void hold(DataSource database, Holds.Unfinished rebuild, List<Table> wanted) throws Exception {
        Map<TopicPartition, Long> beginnings;
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            beginnings = new TableTopic(consumer, registry).beginnings(wanted);
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Holds.take(
                    connection, rebuild, wanted.stream().map(Table::validTopic).toList(), beginnings);
            connection.commit();
        }
    }

    /** Begins to publish for a rebuild; what is not committed is undone. */
    Publisher publisher(UUID rebuild, String source, Publisher.Progress progress) {
        Publisher publisher = new Publisher(clients.producer(), registry, rebuild, source, progress);
        try {
            publisher.begin();
            return publisher;
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /** Publishes what a rebuild brought about, and commits it. */
    void publish(Job job, Rebuild rebuild, boolean deleting, String source) throws Exception {
        try (Publisher publisher =
                new Publisher(clients.producer(), registry, job.id(), source, _ -> job.checkCancelled())) {
            publisher.begin();
            rebuild.tell(publisher, deleting);
            job.checkCancelled();
            publisher.commit();
        }
    }

    /** Fills a rebuild with those of a table's records that are wanted, up to these offsets; how many were read. */
    long replay(
            Job job,
            Rebuild rebuild,
            Table table,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<?, ?>> wanted)
            throws Exception {
        long[] read = new long[1];
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            new TableTopic(consumer, registry).read(table, ends, wanted, (batch, records) -> {
                rebuild.of(table).take(batch);
                job.advance(table.name(), records);
                read[0] += records;
            });
        }
        return read[0];
    }

    /**
     * Where the topics of tables end now. A table's is looked at before those of the tables that it refers to: whatever
     * it refers to lies before their ends then.
     */
    Map<Table, Map<TopicPartition, Long>> ends(List<Table> wanted) throws Exception {
        Map<Table, Map<TopicPartition, Long>> ends = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            TableTopic topic = new TableTopic(consumer, registry);
            for (Table table : wanted.reversed()) {
                ends.put(table, clients.ends(topic.beginnings(List.of(table)).keySet()));
            }
        }
        return ends;
    }

    /** Ends what a former life of this service has left open in Kafka: it was committed, or it is undone now. */
    void fence() {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            producer.initTransactions();
        }
    }

    /** Whether a rebuild's records were committed. */
    boolean hasRecordsOf(UUID rebuild, Map<TopicPartition, Long> from) throws Exception {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return new TableTopic(consumer, registry).hasRecordsOf(rebuild, from, clients.ends(from.keySet()));
        }
    }
}
