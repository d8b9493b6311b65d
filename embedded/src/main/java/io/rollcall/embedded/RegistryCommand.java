package io.rollcall.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the registry's JVM is started.
 *
 * @param home the unpacked registry
 * @param folder where its schemas and its log are kept
 * @param port of Confluent's API
 * @param managementPort of health and figures
 * @param training whether it shall write the file from which later ones start quickly, rather than read it
 */
record RegistryCommand(Path home, Path folder, int port, int managementPort, boolean training) {

    // Quarkus' rewritten classes come before the originals.
    private static final List<String> JAR_FOLDERS = List.of("quarkus", "app", "lib/main", "lib/boot", "own");

    private static final List<String> SMALL_AND_QUICK = List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8");

    Path log() {
        return folder.resolve("registry.log");
    }

    /** The file with Java's arguments; being in the command, it tells this folder's registry from any other process. */
    Path arguments() {
        return folder.resolve("registry.args");
    }

    Process start() throws IOException {
        // 440 jars are too long for some systems' command lines.
        Files.write(arguments(), quoted(javaArguments()));
        List<String> command = new ArrayList<>(javaBehindATerminal());
        command.add("@" + arguments());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** Ctrl-C in a terminal reaches every process behind it; only the launcher shall heed it and stop the parts in their order. */
    private static List<String> javaBehindATerminal() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return File.separatorChar == '\\'
                ? List.of(java)
                : List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh", java);
    }

    private List<String> javaArguments() throws IOException {
        List<String> arguments = new ArrayList<>(SMALL_AND_QUICK);
        arguments.addAll(aheadOfTimeCache());
        settings().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.add("-cp");
        arguments.add(classPath());
        arguments.add(RegistryProcess.class.getName());
        return arguments;
    }

    /** A cache that does not fit the JDK or the class path is passed over by the JVM, in silence. */
    private List<String> aheadOfTimeCache() {
        Path cache = home.resolveSibling("registry.aot");
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + cache);
        }
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off") : List.of();
    }

    private Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.http.port", port),
                Map.entry("quarkus.management.host", "127.0.0.1"),
                Map.entry("quarkus.management.port", managementPort),
                Map.entry("quarkus.log.level", "WARN"),
                Map.entry("quarkus.banner.enabled", false),
                Map.entry("quarkus.http.access-log.enabled", false),
                Map.entry("apicurio.datasource.url", "jdbc:h2:file:" + folder.resolve("registry")),
                Map.entry("apicurio.datasource.jdbc.initial-size", 1),
                Map.entry("apicurio.datasource.jdbc.min-size", 1),
                Map.entry("apicurio.datasource.jdbc.max-size", 8));
    }

    private String classPath() throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String jars : JAR_FOLDERS) {
            try (Stream<Path> files = Files.list(home.resolve(jars))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(entries::add);
            }
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> quoted(List<String> arguments) {
        return arguments.stream()
                .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
    }
}
