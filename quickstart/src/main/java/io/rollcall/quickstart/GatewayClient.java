package io.rollcall.quickstart;

import io.rollcall.access.DemoAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Uses the gateway as any client does. */
final class GatewayClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    // A migration is answered when every row is in Kafka.
    private static final Duration TIMEOUT = Duration.ofHours(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String gateway;
    private final String token;

    private GatewayClient(String gateway) throws InterruptedException {
        this.gateway = gateway;
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(gateway + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + DemoAccess.USER + "&password=" + DemoAccess.PASSWORD))
                .build();
        this.token = json(send(signIn)).required("access_token").asString();
    }

    static GatewayClient signedIn(String gateway) throws InterruptedException {
        return new GatewayClient(gateway);
    }

    /** An answer's body and, if it has one, its mean. */
    record Metric(JsonNode rows, String mean) {}

    /** Brings in the gateway's CSV folder; the receipt so far. */
    JsonNode migrate() throws InterruptedException {
        return json(send(request("/migrate").POST(BodyPublishers.noBody()).build()));
    }

    JsonNode receipt(String id) throws InterruptedException {
        return json(send(request("/batches/" + id).build()));
    }

    Metric metric(String name, int year) throws InterruptedException {
        HttpResponse<String> answer = send(
                request("/metrics/" + name + "?year=" + year + "&format=json").build());
        return new Metric(
                json(answer), answer.headers().firstValue("Rollcall-Mean").orElse("unknown"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .header("Authorization", "Bearer " + token)
                .timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        String call = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new DemoFailedException(
                        "%s was answered with %d: %s".formatted(call, answer.statusCode(), answer.body()));
            }
            return answer;
        } catch (IOException e) {
            throw new DemoFailedException(call + " was not answered: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new DemoFailedException(
                    "%s was not answered with JSON".formatted(answer.uri().getPath()), e);
        }
    }
}
