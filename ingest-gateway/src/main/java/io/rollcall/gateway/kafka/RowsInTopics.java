package io.rollcall.gateway.kafka;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a batch lie in the raw topics. A gateway that died may have had rows acknowledged that it could not
 * announce any more; whoever closes the batch must count them, or the receipt would go on growing after it was closed.
 */
final class RowsInTopics {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Records bear the time at which they were made, and a batch may be opened a moment after its first record. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Tables tables;
    private final Map<String, Map<String, BitSet>> rows;

    private RowsInTopics(Consumer<byte[], byte[]> consumer, Tables tables, List<BatchProgress> batches) {
        this.consumer = consumer;
        this.tables = tables;
        this.rows =
                batches.stream().collect(Collectors.toMap(batch -> batch.batch().toString(), _ -> new TreeMap<>()));
    }

    /**
     * Counts the rows of these batches up to where the topics end now.
     *
     * @param batches the first words about each
     * @return by batch id, the rows of each table and thousand
     */
    static Map<String, List<Part>> of(Consumer<byte[], byte[]> consumer, Tables tables, List<BatchProgress> batches) {
        RowsInTopics counting = new RowsInTopics(consumer, tables, batches);
        Instant first = batches.stream()
                .map(BatchProgress::openedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        counting.readSince(first.minus(MARGIN));
        return counting.parts();
    }

    private void readSince(Instant time) {
        List<TopicPartition> partitions = tables.stream()
                .flatMap(table -> consumer.partitionsFor(table.rawTopic()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.offsetsForTimes(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, _ -> Math.max(0, time.toEpochMilli()))))
                .forEach((partition, start) -> consumer.seek(partition, startOr(start, ends.get(partition))));
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
            consumer.poll(POLL).forEach(this::note);
        }
    }

    /** A partition without a record since then is read from its end. */
    private static long startOr(@Nullable OffsetAndTimestamp start, @Nullable Long end) {
        return start == null ? Objects.requireNonNull(end) : start.offset();
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition));
    }

    private void note(ConsumerRecord<byte[], byte[]> message) {
        Map<String, BitSet> batch = rows.get(text(message.headers().lastHeader(RecordHeaders.BATCH_ID)));
        if (batch != null) {
            int row = row(text(message.headers().lastHeader(RecordHeaders.ROW)));
            if (row >= 0) {
                batch.computeIfAbsent(message.topic(), _ -> new BitSet()).set(row);
            }
        }
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Others may write what they like into a header; what is no row of ours is not counted. */
    private static int row(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    private Map<String, List<Part>> parts() {
        Map<String, List<Part>> parts = new HashMap<>();
        rows.forEach((batch, byTopic) -> {
            List<Part> found = new ArrayList<>();
            for (Table table : tables) {
                found.addAll(parts(table, byTopic.getOrDefault(table.rawTopic(), new BitSet())));
            }
            parts.put(batch, found);
        });
        return parts;
    }

    private static List<Part> parts(Table table, BitSet set) {
        List<Part> parts = new ArrayList<>();
        int size = BatchProgress.ROWS_PER_CHUNK;
        for (int first = set.nextSetBit(0); first >= 0; first = set.nextSetBit((first / size + 1) * size)) {
            int chunk = first / size;
            int count = set.get(chunk * size, (chunk + 1) * size).cardinality();
            parts.add(new Part(table.name(), chunk, count));
        }
        return parts;
    }
}
