package io.rollcall.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.BatchProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LogFollowerTest {

    private static final TopicPartition PARTITION = new TopicPartition("batches", 0);
    private static final String PROGRESS = """
            {"batch":"0198c9b0-0000-7000-8000-000000000001","source":"ingest","submitted_by":"ann",\
            "opened_at":"1970-01-01T00:00:00Z","at":"1970-01-01T00:00:00Z","state":"open","gateway":"g1","parts":[]}""";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<BatchProgress> heard = new CopyOnWriteArrayList<>();

    @Test
    void hearsWhatComesAfterMessagesThatCannotBeRead() throws InterruptedException {
        consumer.updatePartitions("batches", List.of(new PartitionInfo("batches", 0, Node.noNode(), null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        LogFollower follower = new LogFollower(consumer, List.of("batches"), this::hear);
        List<String> messages = List.of(
                "null",
                "{\"parts\":[]}",
                "{",
                PROGRESS.replace("[]", "[{\"chunk\":0,\"rows\":1}]"),
                PROGRESS.replace("[]", "[{\"table\":\"jobs\",\"chunk\":2147483647,\"rows\":1}]"),
                PROGRESS);
        for (int offset = 0; offset < messages.size(); offset++) {
            byte[] value = messages.get(offset).getBytes(StandardCharsets.UTF_8);
            consumer.addRecord(new ConsumerRecord<>("batches", 0, offset, new byte[0], value));
        }
        Thread following = Thread.ofVirtual().start(follower);
        assertThat(follower.awaitPositions(Map.of(PARTITION, 6L), Duration.ofSeconds(10)))
                .isTrue();
        follower.stop();
        assertThat(following.join(Duration.ofSeconds(10))).isTrue();
        assertThat(heard).extracting(BatchProgress::source).containsExactly("ingest");
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        heard.add(Objects.requireNonNull(JsonMapper.shared().readValue(message.value(), BatchProgress.class)));
    }
}
