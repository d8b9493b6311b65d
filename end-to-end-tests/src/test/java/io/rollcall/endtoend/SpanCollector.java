package io.rollcall.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Takes spans as an OpenTelemetry collector does, by OTLP over HTTP. */
final class SpanCollector implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    private final Queue<Taken> spans = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** A span and the service that made it. */
    record Taken(String service, Span span) {

        String id() {
            return HEX.formatHex(span.getSpanId().toByteArray());
        }

        String trace() {
            return HEX.formatHex(span.getTraceId().toByteArray());
        }

        String parent() {
            return HEX.formatHex(span.getParentSpanId().toByteArray());
        }

        List<String> linkedTraces() {
            return span.getLinksList().stream()
                    .map(link -> HEX.formatHex(link.getTraceId().toByteArray()))
                    .toList();
        }

        String attribute(String name) {
            return span.getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals(name))
                    .map(KeyValue::getValue)
                    .map(value -> value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue())
                    .findFirst()
                    .orElse("");
        }

        private boolean isDone() {
            return span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR;
        }

        private String line(int depth) {
            String records = attribute("messaging.batch.message_count");
            return "%s%s: %s%s"
                    .formatted(
                            "  ".repeat(depth), service, span.getName(), records.isEmpty() ? "" : " (" + records + ")");
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Taken> ofTrace(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** All spans of transactions, which have traces of their own. */
    List<Taken> transactions() {
        return spans.stream()
                .filter(taken -> taken.span().getName().endsWith(" transaction"))
                .toList();
    }

    /** The spans below one, a line each, of what was not undone and done again; neighbours by name. */
    List<String> tree(String trace, String parent) {
        return lines(ofTrace(trace), parent, 0).toList();
    }

    private static Stream<String> lines(List<Taken> spans, String parent, int depth) {
        return spans.stream()
                .filter(taken -> taken.parent().equals(parent))
                .filter(Taken::isDone)
                .sorted(Comparator.comparing(taken -> taken.span().getName()))
                .flatMap(taken -> Stream.concat(Stream.of(taken.line(depth)), lines(spans, taken.id(), depth + 1)));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().forEach(this::take);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void take(ResourceSpans some) {
        String service = some.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        some.getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Taken(service, span))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
