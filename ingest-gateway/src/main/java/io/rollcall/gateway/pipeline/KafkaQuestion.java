package io.rollcall.gateway.pipeline;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka where the topics end and where the validator is. Raw topics are taken to their very end, valid ones to where
 * the transactions that are committed end, since the sink reads no further.
 */
final class KafkaQuestion implements Supplier<KafkaFigures> {

    private final Supplier<Admin> admins;
    private final Tables tables;
    private final String group;

    /**
     * A question.
     *
     * @param admins gives the client, made when it is first needed
     * @param group the validator's consumer group
     */
    KafkaQuestion(Supplier<Admin> admins, Tables tables, String group) {
        this.admins = admins;
        this.tables = tables;
        this.group = group;
    }

    /**
     * The figures now.
     *
     * @throws KafkaException if Kafka does not answer
     */
    @Override
    public KafkaFigures get() {
        Admin admin = admins.get();
        List<TopicPartition> raw = partitions(admin, tables.stream().map(Table::rawTopic));
        List<TopicPartition> valid = partitions(admin, tables.stream().map(Table::validTopic));
        Map<TopicPartition, Span> rawSpans = spans(admin, raw, IsolationLevel.READ_UNCOMMITTED);
        return new KafkaFigures(validatorLag(admin, rawSpans), spans(admin, valid, IsolationLevel.READ_COMMITTED));
    }

    /** A topic that is not there yet holds nothing. */
    private static List<TopicPartition> partitions(Admin admin, Stream<String> topics) {
        return admin.describeTopics(topics.toList()).topicNameValues().values().stream()
                .map(KafkaQuestion::described)
                .filter(Objects::nonNull)
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static @Nullable TopicDescription described(KafkaFuture<TopicDescription> topic) {
        try {
            return answer(topic);
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    private static Map<TopicPartition, Span> spans(
            Admin admin, Collection<TopicPartition> partitions, IsolationLevel level) {
        ListOffsetsOptions options = new ListOffsetsOptions(level);
        ListOffsetsResult ends = admin.listOffsets(specified(partitions, OffsetSpec.latest()), options);
        ListOffsetsResult starts = admin.listOffsets(specified(partitions, OffsetSpec.earliest()), options);
        Map<TopicPartition, Span> spans = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long start = answer(starts.partitionResult(partition)).offset();
            spans.put(
                    partition,
                    new Span(start, answer(ends.partitionResult(partition)).offset()));
        }
        return spans;
    }

    private static Map<TopicPartition, OffsetSpec> specified(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec));
    }

    private @Nullable Long validatorLag(Admin admin, Map<TopicPartition, Span> raw) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            return raw.entrySet().stream()
                    .mapToLong(span -> span.getValue().beyond(offset(committed.get(span.getKey()))))
                    .sum();
        } catch (ApiException e) {
            return null;
        }
    }

    private static @Nullable Long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? null : Long.valueOf(committed.offset());
    }

    private static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException trouble ? trouble : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
