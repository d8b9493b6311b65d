package io.rollcall.gateway.pipeline;

import io.rollcall.gateway.pipeline.Pipeline.SinkLag;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the sink is behind. Its offsets are those after the last record stored, while a valid topic goes on behind that
 * with the marker of the transaction that committed it: a partition of which everything is stored has one offset left,
 * which no record has. So one is taken off each partition. While much is going on the figure includes the markers between
 * the records, some in a thousand; and a last record that was not part of a transaction shows only when another follows.
 */
final class SinkProgress {

    private static final long LAST_MARKER = 1;

    private SinkProgress() {}

    static SinkLag lag(Tables tables, Map<TopicPartition, Span> valid, Map<TopicPartition, Long> next) {
        Map<String, Long> byTable = new LinkedHashMap<>();
        for (Table table : tables) {
            byTable.put(table.name(), lag(table, valid, next));
        }
        return new SinkLag(byTable.values().stream().mapToLong(Long::longValue).sum(), byTable);
    }

    private static long lag(Table table, Map<TopicPartition, Span> valid, Map<TopicPartition, Long> next) {
        return valid.entrySet().stream()
                .filter(span -> span.getKey().topic().equals(table.validTopic()))
                .mapToLong(span -> Math.max(0, span.getValue().beyond(next.get(span.getKey())) - LAST_MARKER))
                .sum();
    }
}
