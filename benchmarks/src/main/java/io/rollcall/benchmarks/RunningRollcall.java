package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/**
 * The whole system, started as a user starts it, on an empty data folder. It ends with the benchmarks at the latest.
 */
final class RunningRollcall implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "rollcall-benchmark-boundary";
    private static final int PORT = Integer.getInteger("rollcall.bench.port", 18_800);

    private static final String LAUNCHER =
            Path.of(System.getProperty("rollcall.home", ".."), "rollcall").toString();

    private final Process process;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningRollcall(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    static RunningRollcall start(Path data) throws IOException, InterruptedException {
        return start(data, PORT);
    }

    /** One beside another. Its parts take the ports from the given one on. */
    static RunningRollcall startSecond(Path data) throws IOException, InterruptedException {
        return start(data, PORT + 100);
    }

    private static RunningRollcall start(Path data, int port) throws IOException, InterruptedException {
        deleteFolder(data);
        Files.createDirectories(data);
        Path output = data.resolve("output.txt");
        Process process = new ProcessBuilder(LAUNCHER, "up", "--data", data.toString(), "--port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of Rollcall"));
        while (!Files.readString(output).contains("Rollcall is ready")) {
            if (!process.isAlive()) {
                throw new IOException("Rollcall did not start:\n" + Files.readString(output));
            }
            Thread.sleep(100);
        }
        return new RunningRollcall(process, data);
    }

    long pid() {
        return process.pid();
    }

    String address(String name) {
        return JSON.readTree(data.resolve("addresses.json").toFile())
                .required(name)
                .asString();
    }

    /** Sends the files in one request; returns when the gateway says that Kafka has acknowledged every row. */
    void migrate(List<Path> files) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address("gateway") + "/migrate"))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(multipart(files))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw new IOException("migrate answered " + response.statusCode() + ": " + response.body());
        }
    }

    /** A fresh token of somebody who may do everything. */
    String token() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address("gateway") + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=admin&password=secret"))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                .required("access_token")
                .asString();
    }

    private static BodyPublisher multipart(List<Path> files) throws IOException {
        List<BodyPublisher> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(BodyPublishers.ofString("--" + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + file.getFileName()
                    + "\"\r\nContent-Type: text/csv\r\n\r\n"));
            parts.add(BodyPublishers.ofFile(file));
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly().onExit().join())
                .join();
    }
}
