package io.rollcall.validator;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that the validator's promises rest on. */
final class StreamsSettings {

    /** Room for a record of the largest size that is judged, in whatever form it is passed on. */
    private static final int LARGEST_REQUEST = 16 << 20;

    private StreamsSettings() {}

    static Map<String, Object> of(ValidatorProperties properties, KafkaSettings kafka) {
        Map<String, Object> settings = defaults();
        settings.putAll(kafka.clientSettings());
        settings.putAll(fixed(properties, kafka));
        return settings;
    }

    /** What whoever runs this may change. Without a client's prefix where possible, which would win over a plain name. */
    private static Map<String, Object> defaults() {
        Map<String, Object> settings = new HashMap<>();
        // Which table's record comes first in a task decides nothing, since references wait; to look costs an eighth.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // The streams protocol is quicker, but lets no group go on whose topology has changed, and a further table's
        // has.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        // A thread that died must be missed soon, or its partitions stand still.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // At a start the partitions are read one after the other, each behind the former's last fetch, which idles so
        // long.
        settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
        // Not every client of the topics can read lz4, snappy or zstd: kafkajs knows gzip only, which is slow.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        return settings;
    }

    /** What the promises rest on, or what has a property of its own. */
    private static Map<String, Object> fixed(ValidatorProperties properties, KafkaSettings kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, properties.group());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.threads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDir().toString());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                properties.commitInterval().toMillis());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) kafka.replicationFactor());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_REQUEST);
        // The default of 10 s is short where the machine is busy: a transaction that runs out is judged once more.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
        return settings;
    }
}
