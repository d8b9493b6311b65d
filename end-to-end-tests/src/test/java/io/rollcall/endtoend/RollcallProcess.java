package io.rollcall.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Rollcall as its user starts it, in a process of its own that a test may kill. */
final class RollcallProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    /** Less than the usual 30 s, which nothing here is about and every reference that never comes would cost. */
    private static final String REFERENCE_WAIT = "5s";

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(17_000);

    static {
        // What fails in the threads of a Rollcall that runs beside, in an outage say, is not for other tests to hear.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Process process;
    private final Path output;
    private final Path data;

    private RollcallProcess(Process process, Path output, Path data) {
        this.process = process;
        this.output = output;
        this.data = data;
    }

    /** Starts {@code up} on a data folder and waits until it is ready. */
    static RollcallProcess up(Path data, int port) {
        return up(data, port, Map.of());
    }

    /** The same with more in its environment. */
    static RollcallProcess up(Path data, int port, Map<String, String> environment) {
        return up(data, port, environment, CLASS_PATH);
    }

    /** The same without the table that is among this module's test resources. */
    static RollcallProcess upWithoutFurtherTable(Path data, int port) {
        String withoutTests = Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return up(data, port, Map.of(), withoutTests);
    }

    private static RollcallProcess up(Path data, int port, Map<String, String> environment, String classPath) {
        Path addresses = data.resolve("addresses.json");
        try {
            Files.deleteIfExists(addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RollcallProcess rollcall =
                start(data, environment, classPath, "up", "--data", data.toString(), "--port", String.valueOf(port));
        await().atMost(READY_WITHIN).until(() -> !rollcall.process.isAlive() || rollcall.printed("Rollcall is ready"));
        if (!rollcall.process.isAlive()) {
            throw new IllegalStateException("Rollcall did not start:\n" + rollcall.output());
        }
        return rollcall;
    }

    /** Starts the quickstart with these arguments, which is what {@code ./rollcall} does. */
    static RollcallProcess start(Path data, String... arguments) {
        return start(data, Map.of(), CLASS_PATH, arguments);
    }

    private static RollcallProcess start(
            Path data, Map<String, String> environment, String classPath, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Drollcall.registry.home=" + System.getProperty("rollcall.registry.home"),
                "-cp",
                classPath,
                "io.rollcall.quickstart.Quickstart"));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(data);
            Path output = Files.createTempFile("rollcall", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("ROLLCALL_VALIDATOR_REFERENCE_WAIT", REFERENCE_WAIT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new RollcallProcess(process, output, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port whose followers, as far as the quickstart uses them, are free as well; never the same twice. */
    static int freePortRange() {
        for (int port = NEXT_PORT.getAndAdd(20); port < 20_000; port = NEXT_PORT.getAndAdd(20)) {
            if (IntStream.range(port, port + 20).allMatch(RollcallProcess::isFree)) {
                return port;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    AddressBook addresses() {
        return AddressBook.in(data);
    }

    boolean printed(String text) {
        return output().contains(text);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL, as the operating system does when memory runs out. */
    void killHard() {
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    int awaitEnd(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still running after " + within + ":\n" + output());
        }
        return process.exitValue();
    }

    /** SIGTERM, as a service manager does. */
    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
