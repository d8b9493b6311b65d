package io.rollcall.sink.poll;

import io.rollcall.schemas.rows.UnreadableRowException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A valid topic contains something that is no record of its table: its partition must stop there. */
public final class UnreadableRecordException extends Exception {

    private final transient TopicPartition partition;
    private final long offset;

    UnreadableRecordException(TopicPartition partition, long offset, UnreadableRowException cause) {
        super(partition + " offset " + offset + " is no record of its table: " + cause.getMessage(), cause);
        this.partition = partition;
        this.offset = offset;
    }

    /** The hold that keeps the partition there. */
    public Map<TopicPartition, Hold> hold() {
        return Map.of(partition, Hold.stopped(offset, String.valueOf(getMessage())));
    }
}
