package io.rollcall.sink.consumer;

import io.rollcall.sink.poll.Hold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How the sink's threads fare, for health, figures and logs. Thread-safe. */
public final class SinkStatus {

    private final Clock clock;
    private final Map<Part, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Held> holds = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();

    public SinkStatus(Clock clock) {
        this.clock = clock;
    }

    /** What the sink cannot do without. */
    public enum Part {
        DATABASE,
        REGISTRY,
        KAFKA,
        /** What the schema files describe, in the database. */
        SCHEMA,
        /** The right to write: somebody else writes the same partitions. */
        FENCED,
        /** Tables and threads, from the start until all of them are there. */
        SETUP,
        /** The sink's own code. */
        THREAD
    }

    /**
     * What is wrong with a part.
     *
     * @param since when it began
     * @param why a sentence for a person; whoever may ask for health reads it, so that it quotes no other program
     */
    public record Trouble(Instant since, String why) {}

    /**
     * A partition that does not go on.
     *
     * @param since when it stopped
     * @param hold where and why
     */
    public record Held(Instant since, Hold hold) {}

    /**
     * Takes trouble down.
     *
     * @return whether it is new
     */
    public boolean trouble(Part part, String why) {
        return troubles.put(part, new Trouble(since(troubles.get(part)), why)) == null;
    }

    private Instant since(@Nullable Trouble earlier) {
        return earlier == null ? clock.instant() : earlier.since();
    }

    /**
     * Takes down that a part is well.
     *
     * @return whether it was not
     */
    public boolean well(Part part) {
        return !troubles.isEmpty() && troubles.remove(part) != null;
    }

    /** What is wrong now. */
    public Map<Part, Trouble> troubles() {
        return new TreeMap<>(troubles);
    }

    /**
     * Takes down that a partition is held.
     *
     * @return whether it was not, or elsewhere
     */
    public boolean held(TopicPartition partition, Hold hold) {
        Held earlier = holds.get(partition);
        boolean isNew = earlier == null || earlier.hold().offset() != hold.offset();
        holds.put(partition, new Held(isNew || earlier == null ? clock.instant() : earlier.since(), hold));
        return isNew;
    }

    /** Takes down that a partition goes on, or is somebody else's. */
    public void released(TopicPartition partition) {
        holds.remove(partition);
    }

    /** The partitions that are held now. */
    public Map<TopicPartition, Held> holds() {
        return Map.copyOf(holds);
    }

    /** Whether a partition needs somebody: it is stopped, or has waited longer than that. */
    public boolean isStuck(Held held, Duration patience) {
        return held.hold().kind() == Hold.Kind.STOPPED
                || held.since().plus(patience).isBefore(clock.instant());
    }

    /** Takes down how many records are still to come in a partition. */
    public void lag(TopicPartition partition, long records) {
        lags.put(partition, records);
    }

    /** Forgets a partition that is somebody else's now. */
    public void left(TopicPartition partition) {
        lags.remove(partition);
        reached.remove(partition);
        holds.remove(partition);
    }

    /**
     * Takes down how far a partition is stored.
     *
     * @param timestamp of the last record, in milliseconds since 1970
     */
    public void reached(TopicPartition partition, long timestamp) {
        reached.put(partition, timestamp);
    }

    /** Now, in milliseconds since 1970. */
    public long now() {
        return clock.millis();
    }

    /**
     * How old the last stored record is of that partition of a topic which is furthest behind, or for how long a partition
     * is held already; 0 if none is behind.
     */
    public double secondsBehind(String topic) {
        long now = now();
        LongStream goingOn = lags.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() > 0)
                .mapToLong(entry -> now - reached.getOrDefault(entry.getKey(), now));
        LongStream standing = holds.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(entry -> now - entry.getValue().since().toEpochMilli());
        return LongStream.concat(goingOn, standing).max().orElse(0) / 1e3;
    }

    /** How many records of a topic are still to come in this instance's partitions. */
    public long lagOf(String topic) {
        return lags.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
