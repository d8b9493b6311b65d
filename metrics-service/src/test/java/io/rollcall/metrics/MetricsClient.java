package io.rollcall.metrics;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.springframework.context.ConfigurableApplicationContext;

/** A running metrics-service and somebody who asks it over HTTP. */
final class MetricsClient implements AutoCloseable {

    private static final DemoAccess ACCESS = DemoAccess.create();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext service;

    private MetricsClient(ConfigurableApplicationContext service) {
        this.service = service;
    }

    static MetricsClient ofServiceWith(String... settings) {
        return new MetricsClient(
                MetricsApplication.builder().properties(ACCESS.properties()).run(settings));
    }

    /** Asks with a token for metrics and with these further headers, name and value in turn. */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).header("Authorization", "Bearer " + ACCESS.token(Scope.METRICS)));
    }

    HttpResponse<String> getWithScope(Scope scope, String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + ACCESS.token(scope)));
    }

    HttpResponse<String> getWithoutToken(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers));
    }

    /** As a browser does that somebody with this scope has signed in with. */
    HttpResponse<String> browse(Scope scope, String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).header("Cookie", cookie(scope)));
    }

    /** What a browser has once somebody with this scope has signed in. */
    String cookie(Scope scope) {
        return "rollcall-token=" + ACCESS.token(scope);
    }

    HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", "Bearer " + ACCESS.token(Scope.METRICS))
                .HEAD());
    }

    /** Listens to a stream, line by line as they come, until the answer's stream is closed. */
    HttpResponse<InputStream> listen(String path) throws IOException, InterruptedException {
        return listen(path, ACCESS.token(Scope.METRICS));
    }

    HttpResponse<InputStream> listenUntil(Instant expiry, String path) throws IOException, InterruptedException {
        return listen(path, ACCESS.tokenUntil(expiry, Scope.METRICS));
    }

    private HttpResponse<InputStream> listen(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + token);
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
        http.close();
    }
}
