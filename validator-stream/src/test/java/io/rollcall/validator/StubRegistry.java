package io.rollcall.validator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** A registry that keeps its schemas in memory and can be away. */
final class StubRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    StubRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/subjects/", this::register);
        server.createContext("/schemas/ids/", this::schema);
        server.createContext("/config/", exchange -> answer(exchange, 200, Map.of()));
        server.start();
    }

    /** A client that remembers nothing yet. */
    SchemaRegistry client() {
        return new SchemaRegistry(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    private synchronized void register(HttpExchange exchange) throws IOException {
        String schema =
                JSON.readTree(exchange.getRequestBody()).required("schema").asString();
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        answer(exchange, 200, Map.of("id", schemas.indexOf(schema) + 1));
    }

    private void schema(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        if (id < 1 || id > schemas.size()) {
            answer(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
        } else {
            answer(exchange, 200, Map.of("schema", schemas.get(id - 1)));
        }
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(away ? 503 : status, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
