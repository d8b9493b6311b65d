package io.rollcall.sink.consumer;

import io.rollcall.sink.poll.Hold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of one consumer. One that is new, or about which there is doubt, is <em>unsettled</em>: paused until
 * it has been told from the database where to begin. One that cannot go on is <em>held</em>: paused for a while, then
 * tried again. For the consumer's thread.
 */
public final class Assignment implements ConsumerRebalanceListener {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration STOPPED_PAUSE = Duration.ofSeconds(10);

    private final Consumer<?, ?> consumer;
    private final SinkStatus status;
    private final Clock clock;
    private final Map<TopicPartition, Long> expected = new HashMap<>();
    private final Set<TopicPartition> unsettled = new HashSet<>();
    private final Map<TopicPartition, Pause> paused = new HashMap<>();
    private final Set<TopicPartition> refused = new HashSet<>();

    public Assignment(Consumer<?, ?> consumer, SinkStatus status, Clock clock) {
        this.consumer = consumer;
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Nothing is fetched while paused; without a position the consumer would look for one in Kafka.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        unsettle(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            expected.remove(partition);
            unsettled.remove(partition);
            paused.remove(partition);
            refused.remove(partition);
            status.left(partition);
        }
    }

    /** Puts partitions in doubt: whatever was fetched of them is forgotten, and the database is asked anew. */
    public void unsettle(Collection<TopicPartition> partitions) {
        Set<TopicPartition> ours = new HashSet<>(partitions);
        ours.retainAll(consumer.assignment());
        consumer.pause(ours);
        unsettled.addAll(ours);
        ours.forEach(expected::remove);
        ours.forEach(paused::remove);
    }

    /** Puts all partitions in doubt. */
    public void unsettleAll() {
        unsettle(consumer.assignment());
    }

    public Set<TopicPartition> unsettled() {
        return Set.copyOf(unsettled);
    }

    /**
     * Ends a doubt.
     *
     * @param next what the database says
     * @param position where to read on; another place only if Kafka has no longer what the database asks for
     */
    public void settle(TopicPartition partition, long next, long position) {
        unsettled.remove(partition);
        expected.put(partition, next);
        if (refused.remove(partition)) {
            paused.remove(partition);
            status.released(partition);
        }
        consumer.seek(partition, position);
        consumer.resume(Set.of(partition));
    }

    /**
     * Keeps an unsettled partition paused, since of what the database says of it; it is asked again after the pause.
     */
    public void refuse(TopicPartition partition, Hold hold) {
        unsettled.remove(partition);
        refused.add(partition);
        hold(partition, hold);
    }

    /** Where the database is expected to stand. */
    public Map<TopicPartition, Long> expected() {
        return Map.copyOf(expected);
    }

    /** The lowest of a topic's partitions here: no other consumer has it. */
    public int lowest(String topic) {
        return expected.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .mapToInt(TopicPartition::partition)
                .min()
                .orElseThrow(() -> new IllegalStateException("no partition of " + topic + " is here"));
    }

    /** Takes down what was stored, and holds what could not be. */
    public void stored(Map<TopicPartition, Long> next, Map<TopicPartition, Hold> holds) {
        next.forEach((partition, offset) -> {
            expected.put(partition, offset);
            if (!holds.containsKey(partition)) {
                paused.remove(partition);
                status.released(partition);
            }
            consumer.currentLag(partition).ifPresent(lag -> status.lag(partition, lag));
        });
        holds.forEach((partition, hold) -> {
            consumer.seek(partition, hold.offset());
            hold(partition, hold);
        });
    }

    private void hold(TopicPartition partition, Hold hold) {
        Pause earlier = paused.get(partition);
        Duration length = FIRST_PAUSE;
        if (hold.kind() == Hold.Kind.STOPPED) {
            length = STOPPED_PAUSE;
        } else if (earlier != null && earlier.offset() == hold.offset()) {
            Duration doubled = earlier.length().multipliedBy(2);
            length = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
        paused.put(partition, new Pause(hold.offset(), length, clock.instant().plus(length)));
        consumer.pause(Set.of(partition));
    }

    /** Lets held partitions try again whose time has come. */
    public void resumeDue() {
        if (paused.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<TopicPartition> due = paused.entrySet().stream()
                .filter(entry -> !entry.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        for (TopicPartition partition : due) {
            if (expected.containsKey(partition)) {
                consumer.resume(Set.of(partition));
            } else {
                unsettled.add(partition);
            }
        }
    }

    /** How long a poll may wait: not long while something is to be tried again soon. */
    public Duration pollTimeout() {
        return paused.isEmpty() && unsettled.isEmpty() ? LONGEST_POLL : FIRST_PAUSE;
    }

    private record Pause(long offset, Duration length, Instant until) {}
}
