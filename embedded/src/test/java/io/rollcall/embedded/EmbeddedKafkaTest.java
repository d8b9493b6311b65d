package io.rollcall.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {

    @TempDir
    Path folder;

    @Test
    void keepsRecordsWhenItIsStoppedAndStartedAgain() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder, 0, 0)) {
            kafka.start();
            Records records = new Records(kafka.bootstrapServers());
            records.createTopic("kept", 2);
            records.send("kept", "one");

            kafka.stop();
            kafka.start();
            records.send("kept", "two");

            assertThat(records.readAll("kept")).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void recoversAfterItsJvmIsKilled() throws Exception {
        int port = Ports.free();
        try (ChildJvm child = ChildJvm.running(KilledParts.class, "kafka", folder.toString(), String.valueOf(port))) {
            child.awaitLine("started");
            Records records = new Records("127.0.0.1:" + port);
            records.createTopic("kept", 1);
            records.send("kept", "acknowledged");
            child.kill();
        }
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder, port, 0)) {
            kafka.start();

            assertThat(new Records(kafka.bootstrapServers()).readAll("kept")).containsExactly("acknowledged");
        }
    }

    @Test
    void doesNotInventTopics() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder, 0, 0)) {
            kafka.start();

            assertThatThrownBy(() -> new Records(kafka.bootstrapServers()).send("misspelt", "value"))
                    .hasStackTraceContaining("misspelt");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket();
                EmbeddedKafka kafka = new EmbeddedKafka(folder, Ports.free(), 0)) {
            int port = kafka.ports().getFirst();
            other.bind(new InetSocketAddress(Ports.loopback(), port));

            assertThatThrownBy(kafka::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port %d, which Kafka needs, is taken by another program.", port);
        }
    }
}
