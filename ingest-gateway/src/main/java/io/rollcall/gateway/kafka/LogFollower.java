package io.rollcall.gateway.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics from their beginning and then goes on listening; others can wait until it has read up to a place. */
final class LogFollower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

    /** Hears every record, in order within its partition. */
    interface Listener {
        void hear(ConsumerRecord<byte[], byte[]> message);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Listener listener;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile boolean stopped;

    LogFollower(Consumer<byte[], byte[]> consumer, Collection<String> topics, Listener listener) {
        this.consumer = consumer;
        this.listener = listener;
        try {
            partitions = topics.stream()
                    .flatMap(topic -> partitions(consumer, topic).stream())
                    .toList();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** A topic that was just created may not be known to every broker yet; following none of it would be silence. */
    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the topic " + topic + " is not known yet");
        }
        return partitions;
    }

    @Override
    public void run() {
        try (consumer) {
            while (!stopped) {
                poll();
            }
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(this::hear);
            Map<TopicPartition, Long> reached = reached();
            synchronized (positions) {
                positions.putAll(reached);
                positions.notifyAll();
            }
        } catch (WakeupException e) {
            stopped = true;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("reason", e.toString()).log("reading the batches' log failed; trying again");
            pause();
        }
    }

    /** One message that nobody can make sense of must not keep what comes after it from being heard. */
    private void hear(ConsumerRecord<byte[], byte[]> message) {
        try {
            listener.hear(message);
        } catch (RuntimeException e) {
            // Of the failure only its kind is said: its message may quote what was sent.
            LOG.atWarn()
                    .addKeyValue("topic", message.topic())
                    .addKeyValue("partition", message.partition())
                    .addKeyValue("offset", message.offset())
                    .addKeyValue("reason", e.getClass().getName())
                    .log("a message of the gateways' logs cannot be read; left aside");
        }
    }

    /** Where it stands; a partition whose leader is away just now is left out and does not keep the others waiting. */
    private Map<TopicPartition, Long> reached() {
        Map<TopicPartition, Long> reached = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                reached.put(partition, consumer.position(partition, AT_ONCE));
            } catch (TimeoutException e) {
                LOG.atDebug().addKeyValue("partition", partition).log("no position yet");
            }
        }
        return reached;
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    List<TopicPartition> partitions() {
        return new ArrayList<>(partitions);
    }

    /** Waits until it has heard everything before these offsets; says whether it has in time. */
    boolean awaitPositions(Map<TopicPartition, Long> ends, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (positions) {
            while (!ends.entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                positions.wait(millis);
            }
        }
        return true;
    }

    /** Instead of ever being run. */
    void close() {
        consumer.close();
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
