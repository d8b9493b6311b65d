package io.rollcall.sink;

import io.opentelemetry.context.Scope;
import io.rollcall.schemas.Column;
import io.rollcall.sink.consumer.Assignment;
import io.rollcall.sink.consumer.Positions;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.consumer.SinkStatus.Part;
import io.rollcall.sink.database.BatchWriter;
import io.rollcall.sink.database.Claim;
import io.rollcall.sink.database.LetterWriter;
import io.rollcall.sink.database.OffsetStore;
import io.rollcall.sink.database.ReceiptWriter;
import io.rollcall.sink.database.Session;
import io.rollcall.sink.database.TablesWriter;
import io.rollcall.sink.database.TablesWriter.Outcome;
import io.rollcall.sink.letters.LetterPublisher;
import io.rollcall.sink.orphans.Orphans;
import io.rollcall.sink.poll.Hold;
import io.rollcall.sink.poll.Poll;
import io.rollcall.sink.poll.PollContent;
import io.rollcall.sink.poll.PollReader;
import io.rollcall.sink.poll.UnreadableRecordException;
import io.rollcall.tracing.BatchTracer;
import io.rollcall.tracing.Passage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What the sink does, in one thread: what a poll brings goes into one transaction together with the offsets it came
 * from.
 *
 * <pre>
 * settle      a new partition begins where the database says, and so does one whose offset somebody moved
 * poll        valid.*, dead-letters, batches
 * claim       move the offsets by compare-and-set; somebody else was here, or rebuilds the table: begin again
 * rows        COPY to a staging table, references checked by the set, upsert, rollup
 * letters, batches, receipts
 * commit
 * </pre>
 *
 * <p>Whatever goes wrong, the transaction is undone, its partitions are in doubt, and the database is asked where to go
 * on. A record that cannot be stored holds its partition there; what comes before it, and other partitions, go on. One
 * that refers to what is gone for good becomes a dead letter.
 */
final class SinkFlow {

    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assignment;
    private final Positions positions;
    private final Session session;
    private final PollReader reader;
    private final TablesWriter tables;
    private final Orphans orphans;
    private final LetterPublisher publisher;
    private final SinkStatus status;
    private final SinkMeters meters;
    private final BatchTracer tracer;

    SinkFlow(
            Consumer<byte[], byte[]> consumer,
            Assignment assignment,
            Session session,
            PollReader reader,
            TablesWriter tables,
            Orphans orphans,
            LetterPublisher publisher,
            SinkStatus status,
            SinkMeters meters,
            BatchTracer tracer) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.positions = new Positions(consumer, assignment, status, meters::expired);
        this.session = session;
        this.reader = reader;
        this.tables = tables;
        this.orphans = orphans;
        this.publisher = publisher;
        this.status = status;
        this.meters = meters;
        this.tracer = tracer;
    }

    /**
     * One round.
     *
     * @param maySettle whether the database may be asked now; else partitions in doubt stay paused
     * @throws SQLException if the database is away or has undone the transaction
     * @throws ClaimLostException if this consumer is not, or no longer, who writes these partitions
     * @throws PartitionsHeldException if nobody may write some of them now
     */
    void round(boolean maySettle) throws SQLException, ClaimLostException, PartitionsHeldException {
        assignment.resumeDue();
        if (maySettle) {
            positions.doubtMoved(session.connection());
            if (!assignment.unsettled().isEmpty()) {
                positions.settle(session.connection());
            }
            status.well(Part.DATABASE);
        }
        Poll poll = Poll.of(consumer.poll(assignment.pollTimeout()));
        if (!poll.isEmpty()) {
            store(poll);
        }
    }

    /** Stores a poll; where it cannot be stored whole, as much of it as comes before what is held. */
    private void store(Poll polled) throws SQLException, ClaimLostException, PartitionsHeldException {
        Map<TopicPartition, Hold> holds = new HashMap<>();
        Set<ConsumerRecord<byte[], byte[]>> suspects = Set.of();
        Poll poll = polled;
        while (!poll.isEmpty() && attempt(poll) instanceof Outcome.Held held) {
            Map<ConsumerRecord<byte[], byte[]>, List<Column>> lost = new HashMap<>(held.stuck());
            lost.keySet().retainAll(suspects);
            var decided = orphans.decide(lost);
            suspects = lost.isEmpty() ? orphans.suspects(session.connection(), held.stuck()) : Set.of();
            if (!decided.isEmpty()) {
                poll = poll.passingOver(decided);
            } else if (suspects.isEmpty()) {
                holds.putAll(held.holds());
                poll = poll.before(held.holds());
            }
        }
        assignment.stored(poll.nextOffsets(), holds);
        holds.forEach(meters::held);
    }

    /** Stores a poll in one transaction, or nothing of it and says what must be held first. */
    private Outcome attempt(Poll poll) throws SQLException, ClaimLostException, PartitionsHeldException {
        try (Passage passage = passage(poll);
                Scope _ = passage.context().makeCurrent()) {
            PollContent content = reader.read(poll);
            status.well(Part.REGISTRY);
            return write(session.connection(), content, passage);
        } catch (KafkaException e) {
            // Dead letters were not acknowledged: what was to be committed with them must not be.
            session.abandon(e);
            throw e;
        } catch (UnreadableRecordException e) {
            return new Outcome.Held(e.hold(), Map.of());
        }
    }

    private Passage passage(Poll poll) {
        Passage passage = tracer.passage("store");
        poll.records()
                .forEach((partition, records) ->
                        records.forEach(message -> passage.take(partition.topic(), message.headers())));
        return passage;
    }

    private Outcome write(Connection connection, PollContent content, Passage passage)
            throws SQLException, ClaimLostException, PartitionsHeldException {
        long start = System.nanoTime();
        claim(connection, content.poll().nextOffsets());
        Outcome outcome = tables.write(connection, content, table -> assignment.lowest(table.validTopic()));
        switch (outcome) {
            case Outcome.Held _ -> connection.rollback();
            case Outcome.Written written -> {
                LetterWriter.write(connection, content.letters());
                BatchWriter.write(connection, content.batches());
                ReceiptWriter.write(connection, content.receipts().lines());
                publisher.publish(content.poll().rejected());
                connection.commit();
                passage.committed();
                status.well(Part.FENCED);
                meters.committed(content, written.changes(), System.nanoTime() - start);
            }
        }
        return outcome;
    }

    /** Moves the offsets on, as the first part of the transaction. */
    private void claim(Connection connection, Map<TopicPartition, Long> next)
            throws SQLException, ClaimLostException, PartitionsHeldException {
        switch (OffsetStore.claim(connection, assignment.expected(), next)) {
            case Claim.Granted _ -> {}
            case Claim.Lost lost -> {
                connection.rollback();
                throw new ClaimLostException(lost.partitions());
            }
            case Claim.Held held -> {
                connection.rollback();
                throw new PartitionsHeldException(held.partitions());
            }
        }
    }
}
