package io.rollcall.validator;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.validator.waiting.Tide;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Moves the {@link Tide}: notes the time and what the raw topics of the referenced tables hold by then, waits until the
 * group has committed beyond it, that is, has judged it and published the verdicts in the same transactions, notes what
 * the valid topics hold, and waits until the global stores here have taken that too. So everything produced until that
 * time is known.
 */
final class TideWatch {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Admin admin;
    private final String group;
    private final List<String> rawTopics;
    private final List<String> validTopics;
    private final Tide tide;
    private final Clock clock;
    private final Supplier<@Nullable Life> life;

    /**
     * A watch.
     *
     * @param group the consumer group of the validator's instances
     * @param life the instance here, null while there is none
     */
    TideWatch(Admin admin, String group, Tables tables, Tide tide, Clock clock, Supplier<@Nullable Life> life) {
        this.admin = admin;
        this.group = group;
        this.rawTopics = tables.referenced().stream().map(Table::rawTopic).toList();
        this.validTopics = tables.referenced().stream().map(Table::validTopic).toList();
        this.tide = tide;
        this.clock = clock;
        this.life = life;
    }

    /**
     * Moves the tide once, if the instance runs, or says that it is interrupted.
     *
     * @param answered is run when the broker has answered
     */
    void once(Runnable answered) throws InterruptedException {
        try {
            Life current = life.get();
            if (current == null || !current.isRunning() || !reachNow(current, answered)) {
                tide.interrupt();
            }
        } catch (KafkaException e) {
            tide.interrupt();
            throw e;
        }
        Thread.sleep(INTERVAL);
    }

    private boolean reachNow(Life current, Runnable answered) throws InterruptedException {
        long now = clock.millis();
        Map<TopicPartition, Long> produced = unreadEnds();
        answered.run();
        while (!covers(committed(), produced)) {
            if (!current.isRunning()) {
                return false;
            }
            Thread.sleep(STEP);
        }
        Map<TopicPartition, Long> published = offsets(validTopics, OffsetSpec.latest());
        while (!covers(current.clients()::taken, published)) {
            if (!current.isRunning()) {
                return false;
            }
            Thread.sleep(STEP);
        }
        tide.reach(now);
        return true;
    }

    /** The ends of the raw topics' partitions that hold anything. */
    private Map<TopicPartition, Long> unreadEnds() throws InterruptedException {
        Map<TopicPartition, Long> ends = offsets(rawTopics, OffsetSpec.latest());
        Map<TopicPartition, Long> beginnings = offsets(rawTopics, OffsetSpec.earliest());
        ends.entrySet().removeIf(end -> beginnings.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return ends;
    }

    private Function<TopicPartition, Long> committed() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = get(() -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        return partition -> {
            OffsetAndMetadata offset = committed.get(partition);
            return offset == null ? 0 : offset.offset();
        };
    }

    private static boolean covers(Function<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reached.apply(end.getKey()) >= end.getValue());
    }

    private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec which) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        Map<String, TopicDescription> descriptions =
                get(() -> admin.describeTopics(topics).allTopicNames().get());
        descriptions.forEach((topic, description) -> description
                .partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic, partition.partition()), which)));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(() -> admin.listOffsets(wanted).all().get());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static <T> T get(Answer<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException trouble ? trouble : new KafkaException(e.getCause());
        }
    }

    private interface Answer<T> {

        T get() throws ExecutionException, InterruptedException;
    }
}
