package io.rollcall.gateway.pipeline;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka says.
 *
 * @param validatorLag raw records that the validator's group has not committed; null if the group cannot be asked
 * @param valid what the partitions of the valid topics hold
 */
record KafkaFigures(@Nullable Long validatorLag, Map<TopicPartition, Span> valid) {

    KafkaFigures {
        valid = Map.copyOf(valid);
    }
}
