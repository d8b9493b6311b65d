package io.rollcall.sink;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The database stands elsewhere than this consumer left it: somebody else has moved on, or it was restored. */
final class ClaimLostException extends Exception {

    ClaimLostException(Set<TopicPartition> partitions) {
        super("the database has been moved on, or back, in " + partitions);
    }
}
