package io.rollcall.schemas.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * HTTP as the registry speaks it. What the registry says of the request (4xx) is an {@link Answer}; silence, 5xx, 429
 * and what is no JSON are trouble of its own and tried again a few times within about two seconds.
 */
final class RegistryHttp {

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final String baseUrl;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    RegistryHttp(URI baseUrl) {
        this.baseUrl = baseUrl.toString().replaceFirst("/+$", "");
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, Map<String, String> body) {
        return send(request(path)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build());
    }

    Answer put(String path, Map<String, String> body) {
        return send(request(path)
                .PUT(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIMEOUT)
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE + ", application/json");
    }

    private Answer send(HttpRequest request) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(request);
            } catch (RegistryUnavailableException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                await(pause);
                pause = pause.multipliedBy(3);
            }
        }
    }

    private Answer attempt(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryUnavailableException("no answer from the registry at " + request.uri(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        int status = response.statusCode();
        JsonNode body = body(response.body());
        if (status / 100 == 2 && body != null) {
            return new Answer.Success(body);
        }
        if (isAboutTheRequest(status) && body != null && body.has("error_code")) {
            return new Answer.Refusal(body.path("message").asString("error " + status));
        }
        throw new RegistryUnavailableException("the registry at " + request.uri() + " answered " + status);
    }

    /** Statuses that say something of schema or subject; 401, 403, 408 and 429 speak of access and load instead. */
    private static boolean isAboutTheRequest(int status) {
        return status == 400 || status == 404 || status == 409 || status == 422;
    }

    private @Nullable JsonNode body(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException notFromTheRegistry) {
            return null;
        }
    }

    private static void await(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("interrupted while waiting for the registry", e);
    }

    /** What the registry said of a request. */
    sealed interface Answer {

        record Success(JsonNode body) implements Answer {}

        record Refusal(String message) implements Answer {}
    }
}
