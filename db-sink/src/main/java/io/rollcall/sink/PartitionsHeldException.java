package io.rollcall.sink;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A restore or replay has taken hold of partitions since this consumer was told where to go on in them. */
final class PartitionsHeldException extends Exception {

    PartitionsHeldException(Set<TopicPartition> partitions) {
        super("a restore or replay is rebuilding what comes from " + partitions);
    }
}
