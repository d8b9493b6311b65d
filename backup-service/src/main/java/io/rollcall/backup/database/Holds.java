package io.rollcall.backup.database;

import io.rollcall.backup.jobs.RefusedJobException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions whose records the sink stores none of while their table is rebuilt: {@code rollcall.offsets.held_by}. A
 * hold outlives the process that took it; {@code rollcall.rebuilds} says what it was for.
 */
public final class Holds {

    private static final String BEGIN = """
            INSERT INTO rollcall.offsets (topic, "partition", next_offset)
            SELECT * FROM unnest(?::text[], ?::int[], ?::bigint[]) ORDER BY 1, 2 ON CONFLICT DO NOTHING""";
    private static final String LOCK = """
            SELECT topic, "partition", next_offset, held_by FROM rollcall.offsets WHERE topic = ANY (?)
            ORDER BY 1, 2 FOR UPDATE""";
    private static final String HOLD = "UPDATE rollcall.offsets SET held_by = ? WHERE topic = ANY (?)";
    private static final String NOTE = "INSERT INTO rollcall.rebuilds (id, tables, publishes) VALUES (?, ?, ?)";
    private static final String HELD =
            "SELECT topic, \"partition\", next_offset FROM rollcall.offsets WHERE held_by = ?";
    private static final String STANDING = "SELECT topic, \"partition\", next_offset FROM rollcall.offsets";
    private static final String LOCK_HELD = """
            SELECT count(*) FROM (SELECT FROM rollcall.offsets WHERE held_by = ? ORDER BY topic, "partition" FOR UPDATE)""";
    private static final String RELEASE = "UPDATE rollcall.offsets SET held_by = NULL WHERE held_by = ?";
    private static final String FORGET = "DELETE FROM rollcall.rebuilds WHERE id = ?";
    private static final String UNFINISHED = "SELECT id, tables, publishes FROM rollcall.rebuilds ORDER BY started_at";

    private Holds() {}

    /**
     * A rebuild that holds partitions.
     *
     * @param id its job's
     * @param tables what it rebuilds
     * @param publishes whether it publishes records too
     */
    public record Unfinished(UUID id, List<String> tables, boolean publishes) {
        public Unfinished {
            tables = List.copyOf(tables);
        }
    }

    /**
     * Holds partitions; waits for the sink's transactions on them.
     *
     * @param topics the topics, in the order of {@code beginnings}' keys' names
     * @param beginnings all their partitions, each with where it begins, for those that the sink does not know yet
     * @throws RefusedJobException if one is held already
     */
    public static void take(
            Connection connection, Unfinished rebuild, List<String> topics, Map<TopicPartition, Long> beginnings)
            throws SQLException, RefusedJobException {
        List<TopicPartition> partitions = List.copyOf(beginnings.keySet());
        execute(
                connection,
                BEGIN,
                array(
                        connection,
                        "text",
                        partitions.stream().map(TopicPartition::topic).toArray()),
                array(
                        connection,
                        "int4",
                        partitions.stream().map(TopicPartition::partition).toArray()),
                array(
                        connection,
                        "int8",
                        partitions.stream().map(beginnings::get).toArray()));
        java.sql.Array names = array(connection, "text", topics.toArray());
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, names);
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    if (rows.getObject("held_by") != null) {
                        throw new RefusedJobException(
                                rows.getString("topic") + " is being rebuilt already, by " + rows.getString("held_by"));
                    }
                }
            }
        }
        execute(connection, HOLD, rebuild.id(), names);
        execute(
                connection,
                NOTE,
                rebuild.id(),
                array(connection, "text", rebuild.tables().toArray()),
                rebuild.publishes());
    }

    /** Where the sink stands in each of these partitions; where it does not know one, as it is given. */
    public static Map<TopicPartition, Long> standing(Connection connection, Map<TopicPartition, Long> beginnings)
            throws SQLException {
        Map<TopicPartition, Long> standing = new HashMap<>(beginnings);
        try (PreparedStatement statement = connection.prepareStatement(STANDING);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long next = rows.getLong(3);
                standing.computeIfPresent(
                        new TopicPartition(rows.getString(1), rows.getInt(2)), (partition, begin) -> next);
            }
        }
        return standing;
    }

    /** Where the sink stands in each of the partitions that are held. */
    public static Map<TopicPartition, Long> held(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setObject(1, id);
            Map<TopicPartition, Long> held = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
            return held;
        }
    }

    /** Lets the sink go on. Rows are locked in the order in which the sink does, lest the two wait for each other. */
    public static void release(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK_HELD)) {
            lock.setObject(1, id);
            lock.execute();
        }
        execute(connection, RELEASE, id);
        execute(connection, FORGET, id);
    }

    /** The rebuilds that have neither ended nor been given up. */
    public static List<Unfinished> unfinished(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED);
                ResultSet rows = statement.executeQuery()) {
            List<Unfinished> unfinished = new ArrayList<>();
            while (rows.next()) {
                unfinished.add(new Unfinished(
                        rows.getObject("id", UUID.class),
                        Arrays.asList((String[]) rows.getArray("tables").getArray()),
                        rows.getBoolean("publishes")));
            }
            return unfinished;
        }
    }

    private static java.sql.Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
