package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, which may be ended and started again. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> environment;
    private final List<String> command;
    private final Path output;
    private final URI readiness;
    private Process process;

    /**
     * Starts a service.
     *
     * @param environment secrets, which the list of processes does not show
     */
    ServiceProcess(Class<?> application, Path folder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        this.environment = environment;
        int port = freePort();
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName(),
                "--server.port=" + port));
        command.addAll(arguments);
        output = folder.resolve("output-" + port + ".txt");
        readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of a service"));
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("SECRET_KEY", System.nanoTime() + "-no-more-than-a-benchmark-needs-3f9c1e7a5d");
        builder.environment().putAll(environment);
        return builder.start();
    }

    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the service is not ready; " + output + " says more");
            }
            Thread.sleep(50);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends the process in good order, as a rolling restart does, or hard; and starts it again. */
    void restart(boolean hard) throws IOException, InterruptedException {
        end(hard);
        process = start();
        awaitReady();
    }

    private void end(boolean hard) throws InterruptedException {
        if (hard) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
