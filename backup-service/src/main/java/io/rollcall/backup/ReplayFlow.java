package io.rollcall.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.backup.database.Changes;
import io.rollcall.backup.database.Difference;
import io.rollcall.backup.database.Holds;
import io.rollcall.backup.database.Rebuild;
import io.rollcall.backup.jobs.Job;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds tables from their topics, which are the tables for ever.
 *
 * <pre>
 * wait        until the sink has stored the other tables that these refer to
 * as it is    hold the sink; read each topic up to its end; bring the table there in one transaction
 * as it was   read the topics, records of later moments passed over; say how the tables would change; with confirmation
 *             bring them there as a restore does, published so that topics and tables agree
 * </pre>
 *
 * <p>The offsets stay where they are: the sink goes on from there, and what it has stored already stands in the topic.
 */
final class ReplayFlow {

    private final DataSource database;
    private final Tables tables;
    private final ValidTopics topics;
    private final Settling settling;

    ReplayFlow(DataSource database, Tables tables, ValidTopics topics, Settling settling) {
        this.database = database;
        this.tables = tables;
        this.topics = topics;
        this.settling = settling;
    }

    /**
     * How a table differed from its topic.
     *
     * @param read records of the topic
     * @param added rows that the table lacked
     * @param changed rows that it had otherwise
     * @param deleted rows that it had and should not
     * @param leftOut rows whose records refer to what has been taken away since
     */
    record TableReceipt(
            long read,
            long added,
            long changed,
            long deleted,
            @JsonProperty("left_out") long leftOut) {}

    /**
     * The receipt of a replay.
     *
     * @param until the moment, if one was asked for
     * @param applied whether the tables are so now; else the receipt says what would change
     */
    record Receipt(@Nullable Instant until, boolean applied, Map<String, TableReceipt> tables) {}

    Receipt run(Job job, List<Table> wanted, Optional<Instant> until, boolean confirmed) throws Exception {
        boolean isAnew = !Rebuild.setUp(database, tables).isEmpty();
        topics.awaitStored(job, database, isAnew || until.isPresent() ? tables.inOrder() : tables.referredFrom(wanted));
        if (until.isPresent() && !confirmed) {
            try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
                return receipt(until, false, fill(job, rebuild, wanted, until));
            }
        }
        try {
            return rebuild(job, wanted, until);
        } catch (Exception | Error e) {
            settling.settled(job.id(), e);
            throw e;
        }
    }

    private Receipt rebuild(Job job, List<Table> wanted, Optional<Instant> until) throws Exception {
        boolean publishes = until.isPresent();
        try (Rebuild rebuild = Rebuild.begin(database, tables, wanted)) {
            topics.hold(
                    database,
                    new Holds.Unfinished(
                            job.id(), wanted.stream().map(Table::name).toList(), publishes),
                    wanted);
            Map<String, TableReceipt> receipts = fill(job, rebuild, wanted, until);
            Map<Table, Changes> changes = rebuild.apply(/* deleting= */ true);
            job.checkCancelled();
            if (publishes && changes.values().stream().anyMatch(change -> change.stored() + change.deleted() > 0)) {
                topics.publish(job, rebuild, /* deleting= */ true, "replay until " + until.get());
            }
            rebuild.commit(job.id());
            return receipt(until, true, receipts);
        }
    }

    private static Receipt receipt(Optional<Instant> until, boolean applied, Map<String, TableReceipt> receipts) {
        return new Receipt(until.orElse(null), applied, receipts);
    }

    private Map<String, TableReceipt> fill(Job job, Rebuild rebuild, List<Table> wanted, Optional<Instant> until)
            throws Exception {
        Map<String, TableReceipt> receipts = new TreeMap<>();
        long latest = until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        Map<Table, Map<TopicPartition, Long>> allEnds = topics.ends(wanted);
        for (Table table : wanted) {
            Map<TopicPartition, Long> ends = Objects.requireNonNull(allEnds.get(table));
            job.expect(
                    table.name(),
                    ends.values().stream().mapToLong(Long::longValue).sum());
            long read = topics.replay(job, rebuild, table, ends, record -> record.timestamp() <= latest);
            job.dealtWith(table.name(), read);
            long leftOut = rebuild.leaveOut(table);
            Difference difference = rebuild.difference(table);
            receipts.put(
                    table.name(),
                    new TableReceipt(read, difference.added(), difference.changed(), difference.deleted(), leftOut));
        }
        return receipts;
    }
}
