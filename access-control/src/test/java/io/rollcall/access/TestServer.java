package io.rollcall.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service with nothing in it but access control and {@link TestService}, on a free port. */
public final class TestServer implements AutoCloseable {

    public static final String KEY = "q3Vt8xK1mZ7wB4nY0cR6hL9pS2dF5gJ+uE/aTiOvXzM=";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        this.address = "http://127.0.0.1:" + port;
    }

    public static TestServer start(Map<String, ?> properties) {
        var all = new LinkedHashMap<String, Object>();
        all.put("server.port", 0);
        all.put("server.address", "127.0.0.1");
        all.put("spring.main.banner-mode", "off");
        all.put("spring.servlet.multipart.max-file-size", "1KB");
        all.put("logging.level.root", "WARN");
        all.putAll(properties);
        return new TestServer(new SpringApplicationBuilder(TestService.class)
                .web(WebApplicationType.SERVLET)
                .properties(all)
                .run());
    }

    /** A service that verifies and does not issue. */
    public static TestServer verifying() {
        return start(Map.of("SECRET_KEY", KEY));
    }

    public String address() {
        return address;
    }

    public HttpResponse<String> get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Posts a form of names and values in turn. */
    public HttpResponse<String> postForm(String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(path, "application/x-www-form-urlencoded", body);
    }

    public HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
