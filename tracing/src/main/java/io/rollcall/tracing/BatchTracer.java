package io.rollcall.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of batches on their way through the topics, named and described by
 * <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">OpenTelemetry's conventions for
 * messaging</a>. Thread-safe.
 */
public final class BatchTracer {

    /** The batch that the first of a span's records was submitted in. */
    static final AttributeKey<String> BATCH_ID = AttributeKey.stringKey("rollcall.batch.id");

    static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");

    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");

    private final Tracer tracer;
    private final boolean on;

    private BatchTracer(OpenTelemetry telemetry, boolean on) {
        tracer = telemetry.getTracer("io.rollcall");
        this.on = on;
    }

    /** A tracer whose spans go where this says. */
    public static BatchTracer of(OpenTelemetry telemetry) {
        return new BatchTracer(telemetry, true);
    }

    /** One that traces nothing and leaves records' headers as they are. */
    public static BatchTracer off() {
        return new BatchTracer(OpenTelemetry.noop(), false);
    }

    /**
     * The publication of a batch's rows of one table, from now on.
     *
     * @param traceparent of the request
     */
    public Publishing publishing(String topic, UUID batch, @Nullable String traceparent) {
        Span span = start("publish", "send", topic, SpanKind.PRODUCER, Traceparent.read(traceparent))
                .startSpan();
        span.setAttribute(BATCH_ID, batch.toString());
        return new Publishing(span, traceparent);
    }

    /**
     * A transaction in which records of many batches go on, from now on.
     *
     * @param operation what happens to them, a verb
     */
    public Passage passage(String operation) {
        return new Passage(this, operation, on);
    }

    Span transaction(String operation) {
        return tracer.spanBuilder(operation + " transaction").setNoParent().startSpan();
    }

    Span part(String operation, String topic, SpanContext parent, SpanContext transaction) {
        return start(operation, "process", topic, SpanKind.CONSUMER, parent)
                .addLink(transaction)
                .startSpan();
    }

    static void end(Span span, boolean committed) {
        if (!committed) {
            span.setStatus(StatusCode.ERROR, "not known to be committed");
        }
        span.end();
    }

    private SpanBuilder start(String operation, String type, String topic, SpanKind kind, SpanContext parent) {
        return tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(TOPIC, topic)
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, type);
    }
}
