package io.rollcall.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A client of server-sent events, which leaves when it is closed. */
final class Events implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> response;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Thread listening;

    /** An event with its data. */
    record Event(String name, JsonNode data) {}

    private Events(HttpRequest.Builder request) {
        try {
            response = client.send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        listening = Thread.ofVirtual().start(this::listen);
    }

    static Events of(RunningGateway gateway, String batch) {
        return new Events(gateway.request(path(batch)));
    }

    /** As somebody whose token expires then. */
    static Events until(Instant expiry, RunningGateway gateway, String batch) {
        return new Events(gateway.requestUntil(expiry, path(batch)));
    }

    private static String path(String batch) {
        return "/batches/" + batch + "/events";
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> heard() {
        return List.copyOf(heard);
    }

    List<Event> await(int events) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() >= events);
        return heard();
    }

    /** All events, once the stream has ended. */
    List<Event> awaitEnd() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !listening.isAlive());
        return heard();
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    heard.add(new Event(name, RunningGateway.JSON.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (IOException closed) {
            // As when the test leaves.
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
