package io.rollcall.testsupport;

import com.github.dockerjava.api.DockerClient;
import io.rollcall.embedded.EmbeddedKafka;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A broker in a container, with the settings of the embedded one. */
final class KafkaInContainer implements Broker {

    static final String IMAGE = "apache/kafka:4.3.1";

    private static final int PORT = 9092;
    private static final int SECONDS_TO_END = 30;

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final String container;
    private final String bootstrapServers;
    private boolean running = true;

    private KafkaInContainer(String container, String bootstrapServers) {
        this.container = container;
        this.bootstrapServers = bootstrapServers;
    }

    static KafkaInContainer started() {
        // The address being known before, Kafka can be the container's first process, which alone is told to stop.
        KafkaContainer kafka = new KafkaContainer(IMAGE).withCommand("/etc/kafka/docker/run");
        String bootstrapServers = PublishedPort.of(kafka, PORT);
        kafka.addEnv(
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://%s,BROKER://localhost:9093".formatted(bootstrapServers));
        kafka.addEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
        EmbeddedKafka.settings().forEach((name, value) -> kafka.addEnv(variable(name), value));
        kafka.start();
        return new KafkaInContainer(kafka.getContainerId(), bootstrapServers);
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public synchronized void stop() {
        if (running) {
            docker.stopContainerCmd(container).withTimeout(SECONDS_TO_END).exec();
            running = false;
        }
    }

    @Override
    public synchronized void start() {
        if (!running) {
            docker.startContainerCmd(container).exec();
            running = true;
            awaitAnswer();
        }
    }

    private void awaitAnswer() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.describeCluster().nodes().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not answer at " + bootstrapServers, e);
        }
    }

    /** The image's way to say a setting. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
