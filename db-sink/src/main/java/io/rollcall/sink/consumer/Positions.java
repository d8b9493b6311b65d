package io.rollcall.sink.consumer;

import io.rollcall.sink.database.OffsetStore;
import io.rollcall.sink.database.Standing;
import io.rollcall.sink.poll.Hold;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final Assignment assignment;
    private final SinkStatus status;
    private final Expired expired;
    private long nextLook = System.nanoTime();

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
     * Puts partitions in doubt whose offsets somebody else has moved: whoever creates a table anew, or restores a state
     * of the database. Looks every few seconds; a claim would notice it too, but only when there is something to store.
     *
     * @throws SQLException if the database is away
     */
    public void doubtMoved(Connection connection) throws SQLException {
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        Map<TopicPartition, Long> expected = assignment.expected();
        Map<TopicPartition, Standing> standing = OffsetStore.standing(connection, expected.keySet());
        connection.commit();
        nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        assignment.unsettle(expected.entrySet().stream()
                .filter(entry -> !new Standing(entry.getValue(), null).equals(standing.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList());
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
        Map<TopicPartition, Standing> stored = OffsetStore.read(connection, beginnings);
        connection.commit();
        for (TopicPartition partition : unsettled) {
            settle(partition, of(stored, partition), of(beginnings, partition), of(ends, partition));
        }
    }

    private static <T> T of(Map<TopicPartition, T> found, TopicPartition partition) {
        return Objects.requireNonNull(found.get(partition), () -> "no offset of " + partition);
    }

    private void settle(TopicPartition partition, Standing standing, long beginning, long end) {
        long next = standing.next();
        if (standing.heldBy() != null) {
            String why = "a restore or replay (" + standing.heldBy() + ") is rebuilding the table";
            refuse(partition, Hold.waiting(next, partition + ": " + why));
        } else if (next > end) {
            String why = "the database has stored up to offset " + next + ", but the topic ends at " + end
                    + ": it is not the topic that was read. Set rollcall.offsets to where to go on";
            refuse(partition, Hold.stopped(next, partition + ": " + why));
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

    private void refuse(TopicPartition partition, Hold hold) {
        assignment.refuse(partition, hold);
        if (status.held(partition, hold)) {
            (hold.kind() == Hold.Kind.STOPPED ? LOG.atError() : LOG.atInfo())
                    .addKeyValue("partition", partition)
                    .log(hold.why());
        }
    }
}
