package io.rollcall.gateway;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import io.rollcall.embedded.Database;
import io.rollcall.testsupport.Backends;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on a port of its own, and a client with a token. */
final class RunningGateway implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();
    private static final DemoAccess ACCESS = DemoAccess.create();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    static {
        // Spring Boot's own would be set up anew by each gateway, while others run: there can be only one in a JVM.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }

    private final ConfigurableApplicationContext context;
    private final int port;
    private final String token = ACCESS.token(Scope.values());

    /** What came back. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String id() {
            return body.path("id").asString();
        }
    }

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A gateway in front of the shared parts, ready. */
    static RunningGateway start(Database database, Map<String, String> settings) {
        RunningGateway gateway = startWithoutWaiting(Backends.bootstrapServers(), database, settings);
        gateway.awaitReady();
        return gateway;
    }

    static RunningGateway startWithoutWaiting(String kafka, Database database, Map<String, String> settings) {
        Map<String, Object> properties = new LinkedHashMap<>(ACCESS.properties());
        properties.put("server.port", 0);
        properties.put("rollcall.kafka.bootstrap-servers", kafka);
        properties.put("rollcall.kafka.partitions", 3);
        properties.put("rollcall.registry.url", Backends.registryUrl());
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.reader().user());
        properties.put("spring.datasource.password", database.reader().password());
        properties.put("spring.main.register-shutdown-hook", false);
        properties.putAll(settings);
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new RunningGateway(GatewayApplication.builder().run(arguments));
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> get("/actuator/health/readiness").status() == 200);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String contentType, String body) {
        return post(path, contentType, BodyPublishers.ofString(body));
    }

    Answer post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    String authorization() {
        return "Bearer " + token;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", authorization());
    }

    /** With a token of its own, good until then. */
    HttpRequest.Builder requestUntil(Instant expiry, String path) {
        return request(path).setHeader("Authorization", "Bearer " + ACCESS.tokenUntil(expiry, Scope.INGEST));
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            JsonNode body = response.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.contains("json"))
                            .isPresent()
                    ? JSON.readTree(response.body())
                    : JSON.nullNode();
            return new Answer(response.statusCode(), body, response);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
