package io.rollcall.validator;

import io.rollcall.validator.judging.Passages;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The usual clients of Kafka Streams, of which the one that fills the global stores can be asked how far it is, and those
 * that commit tell it.
 */
final class WatchedClients implements KafkaClientSupplier {

    private final Map<TopicPartition, Long> taken = new ConcurrentHashMap<>();
    private final Passages passages;

    WatchedClients(Passages passages) {
        this.passages = passages;
    }

    /** Up to which offset a partition's records are in the global stores. */
    long taken(TopicPartition partition) {
        return taken.getOrDefault(partition, 0L);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new WatchedProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new WatchedConsumer(config);
    }

    /** Used by one of the topology's threads, which judges and commits by turns. */
    private final class WatchedProducer extends KafkaProducer<byte[], byte[]> {

        WatchedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            passages.committed();
        }

        @Override
        public void abortTransaction() {
            try {
                super.abortTransaction();
            } finally {
                passages.ended();
            }
        }

        @Override
        public void close(Duration timeout) {
            try {
                super.close(timeout);
            } finally {
                passages.ended();
            }
        }
    }

    private final class WatchedConsumer extends KafkaConsumer<byte[], byte[]> {

        WatchedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Whoever asks for more has dealt with all that came before. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            try {
                for (TopicPartition partition : assignment()) {
                    taken.put(partition, position(partition, Duration.ZERO));
                }
            } catch (TimeoutException e) {
                // Where to begin is not settled yet: nothing has been taken.
            }
            return super.poll(timeout);
        }
    }
}
