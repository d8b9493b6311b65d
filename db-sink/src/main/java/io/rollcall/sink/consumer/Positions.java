package io.rollcall.sink.consumer;

import io.rollcall.sink.database.OffsetStore;
import io.rollcall.sink.poll.Hold;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells partitions from the database where to begin. */
public final class Positions {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Consumer<?, ?> consumer;
    private final Assignment assignment;
    private final SinkStatus status;
    private final Expired expired;

    /** Is told how many records Kafka had dropped before they were read. */
    @FunctionalInterface
    public interface Expired {
        void count(TopicPartition partition, long records);
    }

    public Positions(Consumer<?, ?> consumer, Assignment assignment, SinkStatus status, Expired expired) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.status = status;
        this.expired = expired;
    }

    /**
     * Settles what is unsettled.
     *
     * @throws SQLException if the database is away; then all is as before
     */
    public void settle(Connection connection) throws SQLException {
        Set<TopicPartition> unsettled = assignment.unsettled();
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(unsettled);
        Map<TopicPartition, Long> ends = consumer.endOffsets(unsettled);
        Map<TopicPartition, Long> stored = OffsetStore.read(connection, beginnings);
        connection.commit();
        for (TopicPartition partition : unsettled) {
            settle(partition, of(stored, partition), of(beginnings, partition), of(ends, partition));
        }
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), () -> "no offset of " + partition);
    }

    private void settle(TopicPartition partition, long next, long beginning, long end) {
        if (next > end) {
            Hold hold = Hold.stopped(
                    next,
                    partition + ": the database has stored up to offset " + next + ", but the topic ends at " + end
                            + ": it is not the topic that was read. Set rollcall.offsets to where to go on");
            assignment.refuse(partition, hold);
            if (status.held(partition, hold)) {
                LOG.atError().addKeyValue("partition", partition).log(hold.why());
            }
        } else if (next < beginning) {
            LOG.atError()
                    .addKeyValue("partition", partition)
                    .log("Kafka has dropped offsets {} to {} before they were stored", next, beginning - 1);
            expired.count(partition, beginning - next);
            assignment.settle(partition, next, beginning);
        } else {
            assignment.settle(partition, next, next);
        }
    }
}
