package io.rollcall.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PostgreSQL's own program for backups. It refuses servers that are newer than itself.
 *
 * @param program where it is
 * @param version what it says of itself, such as 18.6
 */
record PgDump(Path program, String version) {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+)\\S*)");

    /** The first on the path, or where Debian has it, whose version is the server's or newer. */
    static Optional<PgDump> forServer(int version) throws IOException, InterruptedException {
        for (Path program : candidates()) {
            Matcher said = VERSION.matcher(said(program));
            if (said.find() && Integer.parseInt(said.group(2)) >= version) {
                return Optional.of(new PgDump(program, said.group(1)));
            }
        }
        return Optional.empty();
    }

    private static List<Path> candidates() throws IOException {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv().getOrDefault("PATH", "");
        Arrays.stream(path.split(File.pathSeparator, -1)).map(Path::of).forEach(folders::add);
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.map(version -> version.resolve("bin")).forEach(folders::add);
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve("pg_dump"))
                .filter(Files::isExecutable)
                .toList();
    }

    private static String said(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /**
     * Nanoseconds of a dump of a table in the custom format, which is compressed, written and synced.
     *
     * @param database a JDBC URL with user and password
     */
    long dump(String database, String table, Path file) throws IOException, InterruptedException {
        URI address = URI.create(database.substring("jdbc:".length()));
        Map<String, String> login = Arrays.stream(address.getRawQuery().split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "-Fc",
                        "-t",
                        table,
                        "-f",
                        file.toString(),
                        "-h",
                        address.getHost(),
                        "-p",
                        String.valueOf(address.getPort()),
                        "-U",
                        Optional.ofNullable(login.get("user")).orElseThrow(),
                        address.getPath().substring(1))
                .inheritIO();
        builder.environment()
                .put("PGPASSWORD", Optional.ofNullable(login.get("password")).orElseThrow());
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        long nanos = System.nanoTime() - start;
        if (exit != 0) {
            throw new IOException(program + " ended with " + exit);
        }
        return nanos;
    }
}
