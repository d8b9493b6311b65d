package io.rollcall.sink.database;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What came of claiming partitions: all of them are moved on, or none is. */
public sealed interface Claim {

    /** They are moved on, and nobody else can move or hold them until the transaction ends. */
    record Granted() implements Claim {}

    /**
     * Somebody else has moved some, or they are not known any more.
     *
     * @param partitions those
     */
    record Lost(Set<TopicPartition> partitions) implements Claim {
        public Lost {
            partitions = Set.copyOf(partitions);
        }
    }

    /**
     * All stand where they are expected to, or would but for a rebuild, which holds some.
     *
     * @param partitions those
     */
    record Held(Set<TopicPartition> partitions) implements Claim {
        public Held {
            partitions = Set.copyOf(partitions);
        }
    }
}
