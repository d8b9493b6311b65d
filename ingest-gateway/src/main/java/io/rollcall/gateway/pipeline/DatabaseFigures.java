package io.rollcall.gateway.pipeline;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What Postgres says about now.
 *
 * @param next where the sink goes on in each partition; null if there are no offsets yet
 * @param openBatches requests that are still being read; null if there are no batches yet
 */
record DatabaseFigures(
        @Nullable Map<TopicPartition, Long> next, @Nullable Long openBatches) {}
