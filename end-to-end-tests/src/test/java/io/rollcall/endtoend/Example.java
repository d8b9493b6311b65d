package io.rollcall.endtoend;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The programs under {@code docs/examples}, as they are there. */
enum Example {
    JAVA("Publish.java"),
    JAVASCRIPT("publish.mjs"),
    KCAT("publish.sh");

    static final Path FOLDER = Programs.PROJECT.resolve("docs/examples");

    private static final Path INSTALLED = Path.of("target", "examples").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** What the example's {@code pom.xml} brings, of all that these tests have. */
    private static final Pattern ITS_JARS =
            Pattern.compile("(kafka-clients|avro|jackson-core|jackson-databind|jackson-annotations|slf4j-api)-[0-9].*");

    private final String file;

    Example(String file) {
        this.file = file;
    }

    /** The example's name for the header {@code source}. */
    String source() {
        return file;
    }

    /** Skips the test where the machine lacks what the example runs on. */
    void require() throws IOException, InterruptedException {
        switch (this) {
            case JAVA -> {}
            case JAVASCRIPT -> JavaScriptClient.requireInstalled(FOLDER, INSTALLED);
            case KCAT ->
                Programs.require(Programs.works("kcat", "-V") && Programs.works("curl", "--version"), "kcat and curl");
        }
    }

    /**
     * Publishes departments.
     *
     * @return what the program printed, line by line
     */
    List<String> publish(AddressBook rollcall, List<Department> departments) throws IOException {
        if (this != KCAT) {
            return run(rollcall, departments.stream().map(Department::json).toList());
        }
        List<String> printed = new ArrayList<>();
        for (Department department : departments) {
            printed.addAll(run(rollcall, department.fields()));
        }
        return printed;
    }

    private List<String> run(AddressBook rollcall, List<String> rows) throws IOException {
        List<String> command = new ArrayList<>(command());
        command.add("departments");
        command.addAll(rows);
        Programs.Ended ended = Programs.run(
                LONGEST, Map.of("BOOTSTRAP", rollcall.of("kafka"), "REGISTRY", rollcall.of("registry")), command);
        if (ended.status() != 0) {
            throw new IllegalStateException(file + " ended with " + ended.status() + ":\n" + ended.complained());
        }
        return ended.said().lines().toList();
    }

    private List<String> command() {
        return switch (this) {
            case JAVA ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, itsJars()),
                        FOLDER.resolve(file).toString());
            case JAVASCRIPT -> List.of("node", INSTALLED.resolve(file).toString());
            case KCAT -> List.of(FOLDER.resolve(file).toString());
        };
    }

    static List<String> itsJars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar ->
                        ITS_JARS.matcher(Path.of(jar).getFileName().toString()).matches())
                .collect(Collectors.toList());
    }

    /** A row. */
    record Department(String id, @Nullable String name) {

        String json() {
            return "{\"id\": %s, \"department\": %s}"
                    .formatted(
                            id.chars().allMatch(Character::isDigit) ? id : "\"" + id + "\"",
                            name == null ? "null" : "\"" + name + "\"");
        }

        List<String> fields() {
            return List.of(id, name == null ? "" : name);
        }
    }
}
