package io.rollcall.schemas.kafka;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing; those that exist are left as they are. */
public final class TopicSetup {

    private static final Duration RAW_KEPT = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    /** Compaction leaves what is younger alone, so that a replay as of a time is exact that far back. */
    private static final Duration EVERY_VERSION_KEPT = Duration.ofDays(7);

    /** What became of a raw record may be larger than it, and must not be refused for that. */
    private static final String LARGEST_VERDICT = String.valueOf(16 << 20);

    /** A valid record's time is when it came to be one, by the broker's clock, whatever its producer says. */
    private static final String BROKERS_TIME = "LogAppendTime";

    private TopicSetup() {}

    /**
     * Creates what is missing.
     *
     * @param partitions of each topic
     * @param replicationFactor copies of each partition, at most the number of brokers
     * @throws KafkaException if the cluster cannot be reached or refuses
     */
    public static void ensure(Admin admin, Tables tables, int partitions, short replicationFactor) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics(tables, partitions, replicationFactor).stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).values().values().forEach(TopicSetup::awaitCreation);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list the topics", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static List<NewTopic> topics(Tables tables, int partitions, short replicationFactor) {
        List<NewTopic> topics = new ArrayList<>();
        for (Table table : tables) {
            topics.add(new NewTopic(table.rawTopic(), partitions, replicationFactor).configs(kept(RAW_KEPT)));
            topics.add(new NewTopic(table.validTopic(), partitions, replicationFactor)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                            String.valueOf(EVERY_VERSION_KEPT.toMillis()),
                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                            BROKERS_TIME,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            LARGEST_VERDICT)));
        }
        topics.add(new NewTopic(Topics.DEAD_LETTERS, partitions, replicationFactor)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(DEAD_LETTERS_KEPT.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        LARGEST_VERDICT)));
        topics.add(new NewTopic(Topics.BATCHES, partitions, replicationFactor).configs(kept(DEAD_LETTERS_KEPT)));
        return topics;
    }

    private static Map<String, String> kept(Duration time) {
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(time.toMillis()));
    }

    private static void awaitCreation(KafkaFuture<Void> creation) {
        try {
            creation.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create a topic", e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptException(e);
    }
}
