package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The REST client's side of the gateway. */
final class Door {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "rollcall-test-boundary";
    private static final String EVENT = "data:";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String gateway;
    private final String token;
    private final Map<String, String> headers;

    private Door(String gateway, String token, Map<String, String> headers) {
        this.gateway = gateway;
        this.token = token;
        this.headers = headers;
    }

    /** The same, with a header in every request. */
    Door with(String header, String value) {
        return new Door(gateway, token, Map.of(header, value));
    }

    static Door signedIn(String gateway, String user, String password) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + user + "&password=" + password))
                .build();
        Door door = new Door(gateway, "", Map.of());
        HttpResponse<String> response = door.send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new Door(
                gateway, JSON.readTree(response.body()).required("access_token").asString(), Map.of());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    /** What another of the services answers by itself. */
    String getFrom(String service, String path) {
        return send(HttpRequest.newBuilder(URI.create(service + path)).build()).body();
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Begins a job of backup-service; the path that tells of it. */
    String begin(String path) {
        HttpResponse<String> response =
                send(request(path).POST(BodyPublishers.noBody()).build());
        accepted(response);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Has a job of backup-service done; what it says of itself in the end. */
    JsonNode done(String path) {
        HttpResponse<String> response = send(request(path)
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode job = JSON.readTree(response.body());
        assertThat(job.required("state").asString()).as(response.body()).isEqualTo("done");
        return job;
    }

    /** Passes server-sent events on as they arrive; done when the stream has ended. */
    CompletableFuture<Void> follow(String path, Consumer<JsonNode> events) {
        return client.sendAsync(request(path).GET().build(), BodyHandlers.ofLines())
                .thenAcceptAsync(response -> {
                    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
                    response.body()
                            .filter(line -> line.startsWith(EVENT))
                            .map(line -> JSON.readTree(line.substring(EVENT.length())))
                            .forEach(events);
                });
    }

    Path download(String path, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> response = client.send(request(path).GET().build(), BodyHandlers.ofFile(file));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    JsonNode ingest(String json) {
        return accepted(post("/ingest", "application/json", json));
    }

    JsonNode ingest(String table, String json) {
        return accepted(post("/ingest/" + table, "application/json", json));
    }

    /** Sends CSV files named after their tables in one multipart request. */
    JsonNode migrate(List<Path> files) {
        return accepted(send(migration(files)));
    }

    HttpRequest migration(List<Path> files) {
        List<BodyPublisher> parts = new ArrayList<>();
        try {
            for (Path file : files) {
                parts.add(BodyPublishers.ofString("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + file.getFileName()
                        + "\"\r\nContent-Type: text/csv\r\n\r\n"));
                parts.add(BodyPublishers.ofFile(file));
                parts.add(BodyPublishers.ofString("\r\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parts.add(BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
        return request("/migrate")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)))
                .build();
    }

    JsonNode receipt(String batch) {
        HttpResponse<String> response = get("/batches/" + batch);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The receipt once nothing of it is pending any more. */
    JsonNode closedReceipt(String batch, Duration within) {
        return await().atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> receipt(batch),
                        receipt -> receipt.required("pending").asLong() == 0);
    }

    /** Has rows stored, all of them. */
    void store(String json) {
        JsonNode receipt = closedReceipt(ingest(json).required("id").asString(), Duration.ofSeconds(30));
        assertThat(receipt.required("stored")).as(receipt.toString()).isEqualTo(receipt.required("received"));
    }

    /** What a path answers, once it answers so. */
    JsonNode eventually(String path, Duration within, Predicate<JsonNode> wanted) {
        return await().atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> JSON.readTree(get(path).body()), wanted);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway + path)).header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        return request;
    }

    private static JsonNode accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
