package io.rollcall.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is its own controller, inside this JVM; its topics lie in one folder and outlive it. */
public final class EmbeddedKafka implements Part {

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private @Nullable KafkaRaftServer server;

    /**
     * @param folder where the topics are kept
     * @param port the broker's port, or 0 for a free one
     * @param controllerPort the controller's port, or 0 for a free one
     */
    public EmbeddedKafka(Path folder, int port, int controllerPort) {
        this.folder = folder.toAbsolutePath();
        this.port = Ports.orFree(port);
        this.controllerPort = Ports.orFree(controllerPort);
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        ports().forEach(needed -> Ports.requireFree(name(), needed));
        formatOnce();
        KafkaRaftServer starting =
                new KafkaRaftServer(KafkaConfig.fromProps(KafkaSettings.of(folder, port, controllerPort)), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException failed) {
            starting.shutdown();
            throw new PartFailedException("The Kafka broker does not start on " + folder, failed);
        }
        server = starting;
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    private void formatOnce() {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(KafkaSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            // Formatter.run() declares no narrower type.
            throw new PartFailedException("The folder " + folder + " cannot be prepared for Kafka", e);
        }
    }
}
