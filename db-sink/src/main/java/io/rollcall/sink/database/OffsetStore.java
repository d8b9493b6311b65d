package io.rollcall.sink.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been stored, in {@code rollcall.offsets}: the only place that says so. */
public final class OffsetStore {

    private static final String BEGIN = """
            INSERT INTO rollcall.offsets (topic, "partition", next_offset)
            SELECT * FROM unnest(?::text[], ?::int[], ?::bigint[]) ORDER BY 1, 2
            ON CONFLICT DO NOTHING""";
    private static final String READ = """
            SELECT kept.topic, kept."partition", kept.next_offset FROM rollcall.offsets AS kept
            JOIN unnest(?::text[], ?::int[]) AS asked (topic, "partition") USING (topic, "partition")""";
    private static final String LOCK = READ + " ORDER BY 1, 2 FOR NO KEY UPDATE OF kept";
    private static final String MOVE = """
            UPDATE rollcall.offsets AS kept SET next_offset = claimed.next_offset
            FROM unnest(?::text[], ?::int[], ?::bigint[]) AS claimed (topic, "partition", next_offset)
            WHERE kept.topic = claimed.topic AND kept."partition" = claimed."partition\"""";

    private OffsetStore() {}

    /** Where to go on in each of the partitions; one that is not known yet begins where it is said to. */
    public static Map<TopicPartition, Long> read(Connection connection, Map<TopicPartition, Long> beginnings)
            throws SQLException {
        Map<TopicPartition, Long> known = query(connection, READ, beginnings.keySet());
        if (known.keySet().containsAll(beginnings.keySet())) {
            return known;
        }
        Map<TopicPartition, Long> unknown = new HashMap<>(beginnings);
        unknown.keySet().removeAll(known.keySet());
        update(connection, BEGIN, unknown);
        return query(connection, READ, beginnings.keySet());
    }

    /**
     * Moves partitions on, if all of them stand where they are expected to; else moves none. Until the transaction ends
     * nobody else can move them.
     *
     * @return those that stand elsewhere, or are not known any more: somebody else has moved them
     */
    public static Set<TopicPartition> claim(
            Connection connection, Map<TopicPartition, Long> expected, Map<TopicPartition, Long> next)
            throws SQLException {
        Map<TopicPartition, Long> standing = query(connection, LOCK, next.keySet());
        Set<TopicPartition> lost = next.keySet().stream()
                .filter(partition -> !standing.containsKey(partition)
                        || !standing.get(partition).equals(expected.get(partition)))
                .collect(Collectors.toUnmodifiableSet());
        if (lost.isEmpty()) {
            update(connection, MOVE, next);
        }
        return lost;
    }

    private static Map<TopicPartition, Long> query(
            Connection connection, String sql, Collection<TopicPartition> partitions) throws SQLException {
        List<TopicPartition> ordered = partitions.stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, ordered);
            Map<TopicPartition, Long> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
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
