package io.rollcall.validator.letters;

import io.rollcall.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Writes committed dead letters as JSON Lines, one file a UTC day of their rejection. A consumer group keeps the position;
 * it moves on only when the lines are on the disk, so that none is ever left out. What is delivered again because the
 * position was not kept in time is recognised among the last lines written, so that none is written twice by one
 * instance. For one thread.
 */
public final class DeadLetterLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 500;
    /** Twice what can be in between position and disk. */
    private static final int REMEMBERED = 2 * MOST_AT_ONCE;

    private final Path folder;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecentLines recent = new RecentLines(REMEMBERED);

    /**
     * Opens the log where it ended.
     *
     * @param kafka how to reach the broker
     * @param group the consumer group that keeps the position
     * @throws UncheckedIOException if the folder cannot be read
     */
    public DeadLetterLog(Map<String, Object> kafka, String group, Path folder) {
        this.folder = folder;
        try {
            for (DayFile file : lastTwo(DayFile.all(folder))) {
                file.mend();
                file.lastLines(REMEMBERED).forEach(recent::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the dead letter log in " + folder, e);
        }
        this.consumer = new KafkaConsumer<>(settings(kafka, group));
        consumer.subscribe(List.of(Topics.DEAD_LETTERS));
    }

    /**
     * Takes the next dead letters to the disk.
     *
     * @return whether all is written that there is for this instance to write, as far as the broker has said
     * @throws UncheckedIOException if they cannot be written; the same ones come again in the next life of this log
     */
    public boolean once() {
        ConsumerRecords<byte[], byte[]> letters = consumer.poll(POLL);
        if (letters.isEmpty()) {
            return isUpToDate();
        }
        SortedMap<LocalDate, List<String>> days = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            if (letter.value() != null) {
                String line = line(letter.value());
                if (recent.add(line)) {
                    days.computeIfAbsent(day(letter.timestamp()), _ -> new ArrayList<>())
                            .add(line);
                }
            }
        }
        days.forEach(this::write);
        consumer.commitSync();
        return true;
    }

    private boolean isUpToDate() {
        boolean hasJoined = consumer.groupMetadata().generationId() >= 0;
        return hasJoined
                && consumer.assignment().stream()
                        .allMatch(partition -> consumer.currentLag(partition).orElse(Long.MAX_VALUE) == 0);
    }

    @Override
    public void close() {
        // Whoever ends this interrupts it, but the group must hear of it, or it would wait for this member.
        boolean interrupted = Thread.interrupted();
        consumer.close(CloseOptions.timeout(LONGEST_CLOSE));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(LocalDate day, List<String> lines) {
        try {
            DayFile.of(folder, day).append(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write dead letters to " + folder, e);
        }
    }

    /** Line breaks of a writer that is fond of them; within JSON strings they are escaped anyway. */
    private static String line(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
    }

    private static LocalDate day(long timestamp) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(timestamp), ZoneOffset.UTC);
    }

    private static List<DayFile> lastTwo(List<DayFile> files) {
        return files.subList(Math.max(0, files.size() - 2), files.size());
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String group) {
        Map<String, Object> settings = new TreeMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        // Whatever Kafka Streams is told to use, which knows one more.
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }
}
