package io.rollcall.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as it is created.
 *
 * @param name its name
 * @param configs what is set for it, in Kafka's terms; for the rest the cluster's defaults hold
 */
public record Topic(String name, SortedMap<String, String> configs) {

    private static final String CLEANUP_POLICY = "cleanup.policy";
    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    private static final Duration RAW_KEPT = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    /** Compaction leaves what is younger alone, so that a replay as of a time is exact that far back. */
    private static final Duration EVERY_VERSION_KEPT = Duration.ofDays(7);

    /** What became of a raw record may be larger than it, and must not be refused for that. */
    private static final String LARGEST_VERDICT = String.valueOf(16 << 20);

    /** A valid record's time is when it came to be one, by the broker's clock, whatever its producer says. */
    private static final String BROKERS_TIME = "LogAppendTime";

    public Topic {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    /** Those of each table, then those that all tables share. */
    public static List<Topic> allOf(Tables tables) {
        List<Topic> topics = new ArrayList<>();
        for (Table table : tables) {
            topics.add(new Topic(table.rawTopic(), kept(RAW_KEPT)));
            topics.add(new Topic(table.validTopic(), compacted()));
        }
        SortedMap<String, String> letters = kept(DEAD_LETTERS_KEPT);
        letters.put(MAX_MESSAGE_BYTES, LARGEST_VERDICT);
        topics.add(new Topic(Topics.DEAD_LETTERS, letters));
        topics.add(new Topic(Topics.BATCHES, kept(DEAD_LETTERS_KEPT)));
        return List.copyOf(topics);
    }

    /** The policy is said although it is Kafka's default: where all is compacted, a record without a key is refused. */
    private static SortedMap<String, String> kept(Duration time) {
        SortedMap<String, String> configs = new TreeMap<>();
        configs.put(CLEANUP_POLICY, "delete");
        configs.put("retention.ms", String.valueOf(time.toMillis()));
        return configs;
    }

    private static SortedMap<String, String> compacted() {
        SortedMap<String, String> configs = new TreeMap<>();
        configs.put(CLEANUP_POLICY, "compact");
        configs.put("min.compaction.lag.ms", String.valueOf(EVERY_VERSION_KEPT.toMillis()));
        configs.put("message.timestamp.type", BROKERS_TIME);
        configs.put(MAX_MESSAGE_BYTES, LARGEST_VERDICT);
        return configs;
    }
}
