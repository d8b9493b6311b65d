package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Apicurio schema registry in a JVM of its own, which ends when this one does. Its schemas lie in one folder, in an H2
 * database; it serves Confluent's API.
 */
public final class EmbeddedRegistry implements Part {

    /** The system property that names the folder of the unpacked registry. */
    public static final String HOME_PROPERTY = "rollcall.registry.home";

    private static final Duration TIME_TO_START = Duration.ofSeconds(90);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final Duration TIME_TO_WRITE_DOWN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final RegistryCommand command;
    private final int port;
    private final int managementPort;
    private final Duration timeToEnd;
    private final HttpRequest subjects;
    private @Nullable Process process;

    /** With a free management port. */
    public EmbeddedRegistry(Path folder, int port) {
        this(folder, port, 0);
    }

    /**
     * Takes the registry that the system property {@value #HOME_PROPERTY} names.
     *
     * @param folder where its schemas are kept
     * @param port of Confluent's API, or 0 for a free one
     * @param managementPort of health and figures, or 0 for a free one
     */
    public EmbeddedRegistry(Path folder, int port, int managementPort) {
        this(folder, port, managementPort, false);
    }

    private EmbeddedRegistry(Path folder, int port, int managementPort, boolean training) {
        this.port = Ports.orFree(port);
        this.managementPort = Ports.orFree(managementPort);
        this.command = new RegistryCommand(
                homeFromSystemProperty(), folder.toAbsolutePath(), this.port, this.managementPort, training);
        this.timeToEnd = training ? TIME_TO_WRITE_DOWN : TIME_TO_END;
        this.subjects = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /** One whose JVM, when it ends, writes down what later ones need to start quickly. */
    static EmbeddedRegistry inTraining(Path folder) {
        return new EmbeddedRegistry(folder, 0, 0, true);
    }

    /** The base URL of Confluent's API. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    @Override
    public String name() {
        return "the schema registry";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, managementPort);
    }

    @Override
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(command.folder());
            PidFile pidFile = new PidFile(command.folder().resolve("registry.pid"));
            pidFile.endProcess(command.arguments().toString(), TIME_TO_END);
            ports().forEach(needed -> Ports.requireFree(name(), needed));
            Process starting = command.start();
            process = starting;
            pidFile.write(starting.pid());
            awaitAnswer(starting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new PartFailedException("Interrupted while the schema registry started", e);
        }
    }

    @Override
    public synchronized void stop() {
        Process stopping = process;
        process = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.getOutputStream().close();
            if (!stopping.waitFor(timeToEnd)) {
                stopping.destroyForcibly().waitFor(TIME_TO_END);
            }
        } catch (IOException e) {
            stopping.destroyForcibly();
        } catch (InterruptedException e) {
            stopping.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Process starting) throws InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http)) {
                boolean dead = starting.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (dead || System.nanoTime() > deadline) {
                    stop();
                    throw new PartFailedException("The schema registry does not start; see " + command.log());
                }
            }
        }
    }

    private boolean answers(HttpClient http) throws InterruptedException {
        try {
            return http.send(subjects, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    static Path homeFromSystemProperty() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new PartFailedException(
                    "The system property " + HOME_PROPERTY + " names no unpacked schema registry.");
        }
        return Path.of(home);
    }
}
