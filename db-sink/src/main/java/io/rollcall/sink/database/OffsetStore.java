package io.rollcall.sink.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition has been stored, in {@code rollcall.offsets}: the only place that says so, and the one where a
 * restore or replay keeps the sink from a partition. Both are read from the row under its lock, so that a claim that
 * had to wait for another transaction sees what that one wrote.
 */
public final class OffsetStore {

    private static final String BEGIN = """
            INSERT INTO rollcall.offsets (topic, "partition", next_offset)
            SELECT * FROM unnest(?::text[], ?::int[], ?::bigint[]) ORDER BY 1, 2
            ON CONFLICT DO NOTHING""";
    private static final String READ = """
            SELECT kept.topic, kept."partition", kept.next_offset, kept.held_by FROM rollcall.offsets AS kept
            JOIN unnest(?::text[], ?::int[]) AS asked (topic, "partition") USING (topic, "partition")""";
    private static final String LOCK = READ + " ORDER BY 1, 2 FOR NO KEY UPDATE OF kept";
    private static final String MOVE = """
            UPDATE rollcall.offsets AS kept SET next_offset = claimed.next_offset
            FROM unnest(?::text[], ?::int[], ?::bigint[]) AS claimed (topic, "partition", next_offset)
            WHERE kept.topic = claimed.topic AND kept."partition" = claimed."partition\"""";

    private OffsetStore() {}

    /** Where those of the partitions stand that are known. */
    public static Map<TopicPartition, Standing> standing(Connection connection, Collection<TopicPartition> partitions)
            throws SQLException {
        return query(connection, READ, partitions);
    }

    /** Where each of the partitions stands; one that is not known yet begins where it is said to. */
    public static Map<TopicPartition, Standing> read(Connection connection, Map<TopicPartition, Long> beginnings)
            throws SQLException {
        Map<TopicPartition, Standing> known = query(connection, READ, beginnings.keySet());
        if (known.keySet().containsAll(beginnings.keySet())) {
            return known;
        }
        Map<TopicPartition, Long> unknown = new HashMap<>(beginnings);
        unknown.keySet().removeAll(known.keySet());
        update(connection, BEGIN, unknown);
        return query(connection, READ, beginnings.keySet());
    }

    /**
     * Moves partitions on, if all of them stand where they are expected to and no rebuild holds one; else moves none.
     */
    public static Claim claim(Connection connection, Map<TopicPartition, Long> expected, Map<TopicPartition, Long> next)
            throws SQLException {
        Map<TopicPartition, Standing> standing = query(connection, LOCK, next.keySet());
        Set<TopicPartition> held = new HashSet<>();
        Set<TopicPartition> lost = new HashSet<>();
        for (TopicPartition partition : next.keySet()) {
            Standing found = standing.get(partition);
            if (found != null && found.heldBy() != null) {
                held.add(partition);
            } else if (found == null || !Objects.equals(found.next(), expected.get(partition))) {
                lost.add(partition);
            }
        }
        if (!lost.isEmpty()) {
            return new Claim.Lost(lost);
        }
        if (!held.isEmpty()) {
            return new Claim.Held(held);
        }
        update(connection, MOVE, next);
        return new Claim.Granted();
    }

    private static Map<TopicPartition, Standing> query(
            Connection connection, String sql, Collection<TopicPartition> partitions) throws SQLException {
        List<TopicPartition> ordered = partitions.stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, ordered);
            Map<TopicPartition, Standing> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new TopicPartition(rows.getString(1), rows.getInt(2)),
                            new Standing(rows.getLong(3), rows.getObject(4, UUID.class)));
                }
            }
            return found;
        }
    }

    private static void update(Connection connection, String sql, Map<TopicPartition, Long> offsets)
            throws SQLException {
        List<TopicPartition> ordered = List.copyOf(offsets.keySet());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, ordered);
            statement.setArray(3, bigints(connection, ordered, offsets::get));
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, List<TopicPartition> partitions) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", partitions.stream().map(TopicPartition::topic).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "int4",
                        partitions.stream().map(TopicPartition::partition).toArray()));
    }

    private static java.sql.Array bigints(
            Connection connection, List<TopicPartition> partitions, ToLongFunction<TopicPartition> value)
            throws SQLException {
        return connection.createArrayOf(
                "int8", partitions.stream().mapToLong(value).boxed().toArray());
    }
}
