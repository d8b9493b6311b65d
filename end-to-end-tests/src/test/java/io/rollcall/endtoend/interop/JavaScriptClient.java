package io.rollcall.endtoend.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs on kafkajs, Confluent's JavaScript registry client, avsc and AsyncAPI's parser, run by the machine's Node.js. */
public final class JavaScriptClient {

    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path INSTALLED = Path.of("target", "js");
    private static final Path LOCK = Path.of("package-lock.json");

    /** Of any program; that of all scenarios in the browser takes a minute where nothing else goes on. */
    private static final Duration LONGEST = Duration.ofMinutes(6);

    private JavaScriptClient() {}

    /** Installs the clients once. Skips the test where there is no Node.js; continuous integration must have it. */
    public static void requireInstalled() throws IOException, InterruptedException {
        requireInstalled(SOURCES, INSTALLED);
    }

    /** Installs a folder's programs, with what its {@code package-lock.json} says, into another. */
    public static synchronized void requireInstalled(Path sources, Path installed)
            throws IOException, InterruptedException {
        boolean present = isPresent("node") && isPresent("npm");
        if (System.getenv("CI") == null) {
            assumeTrue(present, "skipped: no Node.js with npm on this machine");
        } else if (!present) {
            throw new IllegalStateException("continuous integration needs Node.js with npm");
        }
        Files.createDirectories(installed);
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, installed.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path installedFrom = installed.resolve("node_modules").resolve(LOCK);
        if (!Files.exists(installedFrom) || Files.mismatch(sources.resolve(LOCK), installedFrom) >= 0) {
            run(installed, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            Files.copy(sources.resolve(LOCK), installedFrom);
        }
    }

    /** Publishes a row with the schema that the registry has for the topic. */
    public static void produce(String bootstrap, String registry, String topic, String json)
            throws IOException, InterruptedException {
        run(List.of("node", "producer.mjs", bootstrap, registry, topic, json));
    }

    /** The first records of a topic, each as JSON. */
    public static List<String> consume(String bootstrap, String registry, String topic, int count)
            throws IOException, InterruptedException {
        return run(List.of("node", "consumer.mjs", bootstrap, registry, topic, String.valueOf(count)))
                .lines()
                .filter(line -> line.startsWith("{") || line.equals("null"))
                .toList();
    }

    /** What the standard's own parser has against a file with an AsyncAPI document. */
    public static List<String> complaintsOf(Path document) throws IOException, InterruptedException {
        return run(List.of("node", "asyncapi.mjs", document.toAbsolutePath().toString()))
                .lines()
                .toList();
    }

    /** The rows of an Avro file, each as JSON with numbers as text. */
    public static List<String> rowsOf(Path avroFile) throws IOException, InterruptedException {
        return run(List.of("node", "avro-file.mjs", avroFile.toAbsolutePath().toString()))
                .lines()
                .toList();
    }

    /**
     * How a scenario in the browser went.
     *
     * @param failure why it was not as it should be; empty if it was
     */
    public record Played(String name, double seconds, String failure) {}

    /** Has somebody use Rollcall's pages in a browser, scenario by scenario. */
    public static List<Played> browse(String gateway, Path pictures) throws IOException, InterruptedException {
        Files.createDirectories(pictures);
        String folder = pictures.toAbsolutePath().toString();
        return run(List.of("node", "browser.mjs", gateway, folder))
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JavaScriptClient::played)
                .toList();
    }

    private static Played played(String line) {
        JsonNode told = JsonMapper.shared().readTree(line);
        return new Played(
                told.required("scenario").asString(),
                told.required("seconds").asDouble(),
                told.required("failure").asString());
    }

    private static boolean isPresent(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        return run(INSTALLED, command);
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".out");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST.toMinutes(), TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + text);
        }
        return text;
    }
}
