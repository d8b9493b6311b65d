package io.rollcall.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
    private final @Nullable Integer guardedPort;
    private @Nullable KafkaRaftServer server;

    /**
     * @param folder where the topics are kept
     * @param port the broker's port, or 0 for a free one
     * @param controllerPort the controller's port, or 0 for a free one
     */
    public EmbeddedKafka(Path folder, int port, int controllerPort) {
        this(folder, port, controllerPort, /* guardedPort= */ null);
    }

    private EmbeddedKafka(Path folder, int port, int controllerPort, @Nullable Integer guardedPort) {
        this.folder = folder.toAbsolutePath();
        this.port = Ports.orFree(port);
        this.controllerPort = Ports.orFree(controllerPort);
        this.guardedPort = guardedPort;
    }

    /** One with a second listener on which users sign in (SCRAM-SHA-512) and may do what they have a right to. */
    public static EmbeddedKafka guarded(Path folder) {
        return new EmbeddedKafka(folder, 0, 0, Ports.orFree(0));
    }

    /** By name, all settings but those of addresses and folder: for a broker elsewhere that is to behave like this one. */
    public static Map<String, String> settings() {
        return KafkaSettings.whereverItListens();
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * What clients connect to that sign in.
     *
     * @throws IllegalStateException if this broker has no such listener
     */
    public String guardedServers() {
        if (guardedPort == null) {
            throw new IllegalStateException("this broker lets everybody in");
        }
        return "127.0.0.1:" + guardedPort;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public List<Integer> ports() {
        return guardedPort == null ? List.of(port, controllerPort) : List.of(port, controllerPort, guardedPort);
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        ports().forEach(needed -> Ports.requireFree(name(), needed));
        formatOnce();
        Properties settings = guardedPort == null
                ? KafkaSettings.of(folder, port, controllerPort)
                : KafkaSettings.guarded(folder, port, controllerPort, guardedPort);
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
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
