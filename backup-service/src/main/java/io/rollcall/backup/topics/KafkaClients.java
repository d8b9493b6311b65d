package io.rollcall.backup.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients with which topics are read and written. */
public final class KafkaClients {

    /** The longest that a broker allows unless told otherwise: a restore of many rows is one transaction. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private final String bootstrapServers;
    private final Map<String, String> properties;
    private final String transactionalId;

    /**
     * Clients of a cluster.
     *
     * @param properties further settings, such as those of TLS and SASL
     * @param transactionalId who publishes; the same in every life of the service
     */
    public KafkaClients(String bootstrapServers, Map<String, String> properties, String transactionalId) {
        this.bootstrapServers = bootstrapServers;
        this.properties = Map.copyOf(properties);
        this.transactionalId = transactionalId;
    }

    /**
     * Where partitions end, records of transactions that are still open included: what is committed below that is only
     * known once those have ended.
     */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
            return consumer.endOffsets(partitions);
        }
    }

    /** A consumer of no group, of committed records. */
    public Consumer<byte[], byte[]> consumer() {
        return consumer("read_committed");
    }

    private Consumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
        // It reads up to an end that is there already: at the last markers of transactions there is nothing to wait
        // for.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer of transactions. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(LONGEST_TRANSACTION.toMillis()));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
