package io.rollcall.gateway.claims;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import tools.jackson.databind.json.JsonMapper;

/** The topic of claims. It is the gateways' own; no other service reads it. */
public final class ClaimLog {

    public static final String TOPIC = "idempotency-keys";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Producer<byte[], byte[]> producer;

    public ClaimLog(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Creates the topic if it is missing.
     *
     * @throws KafkaException if that fails
     */
    public static void ensureTopic(Admin admin, int partitions, short replicationFactor) {
        Duration kept = HeardClaims.KEPT.plusHours(1);
        NewTopic topic = new NewTopic(TOPIC, partitions, replicationFactor)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(kept.toMillis())));
        try {
            admin.createTopics(java.util.List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create the topic " + TOPIC, e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Puts a claim into the log.
     *
     * @return the partition and the offset behind it: what has read so far knows who was first
     * @throws KafkaException if Kafka does not acknowledge it
     */
    public Map.Entry<TopicPartition, Long> put(Claim claim) {
        byte[] key = claim.key().getBytes(StandardCharsets.US_ASCII);
        try {
            RecordMetadata place = producer.send(new ProducerRecord<>(TOPIC, key, JSON.writeValueAsBytes(claim)))
                    .get();
            return Map.entry(new TopicPartition(place.topic(), place.partition()), place.offset() + 1);
        } catch (ExecutionException e) {
            throw new KafkaException("the claim was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    public static Claim read(byte[] message) {
        return JSON.readValue(message, Claim.class);
    }
}
