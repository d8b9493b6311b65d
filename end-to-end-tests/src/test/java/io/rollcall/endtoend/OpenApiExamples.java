package io.rollcall.endtoend;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rollcall.endtoend.OpenApi.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples of the served document, sent as they stand there. What only a running system can know comes from earlier
 * answers: the token from the answer of {@code /token}, an id from the link of the last answer that leads to the call.
 */
final class OpenApiExamples {

    private static final String BOUNDARY = "example-boundary";
    private static final String FROM_BODY = "$response.body#";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Map<String, String>> linked = new HashMap<>();
    private final String gateway;
    private final OpenApi document;
    private String token = "";

    private OpenApiExamples(String gateway) {
        this.gateway = gateway;
        this.document = new OpenApi(JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(URI.create(gateway + "/openapi"))
                                .build())
                        .body()));
    }

    static OpenApiExamples servedBy(String gateway) {
        return new OpenApiExamples(gateway);
    }

    /** A call with a body of that media type; without one if it is empty. */
    record Example(Operation operation, String mediaType, String body) {

        String name() {
            return mediaType.isEmpty() ? operation.name() : operation.name() + " " + mediaType;
        }
    }

    /** Of a stream of events, the first. */
    record Answer(int status, String mediaType, String body) {}

    OpenApi document() {
        return document;
    }

    Stream<Example> inOrder() {
        List<Operation> operations = document.operations();
        return Stream.concat(
                        operations.stream().filter(operation -> !isDeletion(operation)),
                        operations.stream().filter(OpenApiExamples::isDeletion))
                .flatMap(operation -> examples(operation).stream());
    }

    private static boolean isDeletion(Operation operation) {
        return operation.method().equals("DELETE");
    }

    private List<Example> examples(Operation operation) {
        JsonNode body = document.resolved(operation.description().path("requestBody"));
        if (body.isMissingNode()) {
            return List.of(new Example(operation, "", ""));
        }
        List<Example> examples = new ArrayList<>();
        body.required("content").forEachEntry((type, content) -> {
            List<JsonNode> values = new ArrayList<>();
            content.path("examples").forEach(example -> values.add(example.required("value")));
            if (values.isEmpty()) {
                values.add(content.required("example"));
            }
            values.forEach(value -> examples.add(new Example(operation, type, written(type, value))));
        });
        return examples;
    }

    private static String written(String mediaType, JsonNode example) {
        return switch (mediaType) {
            case "application/x-www-form-urlencoded" -> form(example);
            case "multipart/form-data" -> multipart(example);
            default -> example.isString() ? example.asString() : example.toString();
        };
    }

    private static String form(JsonNode fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEachEntry((name, value) -> form.add(name + "=" + encoded(value.asString())));
        return form.toString();
    }

    private static String multipart(JsonNode parts) {
        StringBuilder form = new StringBuilder();
        parts.forEachEntry(
                (name, value) -> form.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(BOUNDARY, name, value.asString())));
        return form + "--" + BOUNDARY + "--\r\n";
    }

    Answer run(Example example) {
        Map<String, String> known = linked.getOrDefault(example.operation().id(), Map.of());
        Answer answer = send(request(example, known)
                .header("Authorization", "Bearer " + token)
                .build());
        remember(example.operation(), answer);
        return answer;
    }

    Answer runWithoutToken(Example example, Map<String, String> pathParameters) {
        return send(request(example, pathParameters).build());
    }

    private HttpRequest.Builder request(Example example, Map<String, String> known) {
        String path = example.operation().path();
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(60));
        for (JsonNode reference : example.operation().description().path("parameters")) {
            JsonNode parameter = document.resolved(reference);
            String name = parameter.required("name").asString();
            String value = parameter.path("example").asString(known.get(name));
            switch (parameter.required("in").asString()) {
                case "path" ->
                    path = path.replace("{" + name + "}", encoded(Objects.requireNonNull(value, example.name())));
                case "query" -> {
                    if (value != null) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    if (value != null) {
                        request.header(name, value);
                    }
                }
            }
        }
        if (!example.mediaType().isEmpty()) {
            boolean isMultipart = example.mediaType().startsWith("multipart/");
            request.header("Content-Type", example.mediaType() + (isMultipart ? "; boundary=" + BOUNDARY : ""));
        }
        return request.uri(URI.create(gateway + path + query))
                .method(example.operation().method(), BodyPublishers.ofString(example.body()));
    }

    private void remember(Operation operation, Answer answer) {
        if (!answer.mediaType().endsWith("json")) {
            return;
        }
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        token = body.path("access_token").asString(token);
        JsonNode response = document.responses(operation).get(answer.status());
        if (response == null) {
            return;
        }
        for (JsonNode reference : response.path("links")) {
            JsonNode link = document.resolved(reference);
            link.required("parameters").forEachEntry((name, expression) -> {
                JsonNode value = body.at(expression.asString().substring(FROM_BODY.length()));
                if (!value.isMissingNode()) {
                    linked.computeIfAbsent(link.required("operationId").asString(), id -> new HashMap<>())
                            .put(name, value.asString());
                }
            });
        }
    }

    /** What of the answer is not as the schema says; nothing is asked of what is not JSON. */
    List<String> violations(JsonNode schema, Answer answer) {
        if (!answer.mediaType().endsWith("json")) {
            return List.of();
        }
        return schemas
                .getSchema(document.standalone(schema), InputFormat.JSON)
                .validate(
                        answer.body(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            String type = response.headers()
                    .firstValue("Content-Type")
                    .orElse("")
                    .split(";", 2)[0]
                    .strip();
            try (BufferedReader body =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String text = type.equals("text/event-stream") ? firstEvent(body) : body.readAllAsString();
                return new Answer(response.statusCode(), type, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String firstEvent(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = events.readLine();
        }
        return Objects.requireNonNull(line, "the stream ended without an event");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
