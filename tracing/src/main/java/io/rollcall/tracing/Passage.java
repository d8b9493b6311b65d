package io.rollcall.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.rollcall.schemas.kafka.SentHeaders;
import io.rollcall.schemas.record.RecordHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in which records of many batches go on. It has a span in a trace of its own, and in the trace of each batch
 * one per topic; the two sides are linked. For one thread.
 */
public final class Passage implements AutoCloseable {

    /** So many spans at most, though a producer may give each of its records a trace of its own. */
    static final int MOST_PARTS = 100;

    private final BatchTracer tracer;
    private final String operation;
    private final boolean on;
    private final Span transaction;
    private final Map<String, Part> parts = new HashMap<>();
    private Part last = Part.UNTRACED;
    /** The header that was met last of those which nothing is recorded for. */
    private byte @Nullable [] refused;

    private long records;
    private boolean committed;

    Passage(BatchTracer tracer, String operation, boolean on) {
        this.tracer = tracer;
        this.operation = operation;
        this.on = on;
        transaction = tracer.transaction(operation);
    }

    /**
     * Takes a record in, each time that it is dealt with.
     *
     * @return what this transaction has of the same topic and trace
     */
    public Part take(String topic, Headers headers) {
        if (!on) {
            return Part.UNTRACED;
        }
        records++;
        Header traceparent = headers.lastHeader(RecordHeaders.TRACEPARENT);
        if (traceparent == null || traceparent.value() == null || Arrays.equals(traceparent.value(), refused)) {
            return Part.UNTRACED;
        }
        if (!last.isOf(topic, traceparent.value())) {
            Part part = part(topic, traceparent.value(), headers);
            if (part == null) {
                refused = traceparent.value();
                return Part.UNTRACED;
            }
            last = part;
        }
        last.count();
        return last;
    }

    /** The part of a trace, null if it is not recorded or there are too many. */
    private @Nullable Part part(String topic, byte[] traceparent, Headers headers) {
        String header = Traceparent.text(traceparent);
        String key = topic + ' ' + header;
        Part known = parts.get(key);
        return known != null || parts.size() >= MOST_PARTS
                ? known
                : begun(key, topic, traceparent, Traceparent.read(header), headers);
    }

    private @Nullable Part begun(String key, String topic, byte[] traceparent, SpanContext parent, Headers headers) {
        if (!parent.isSampled()) {
            return null;
        }
        Span span = tracer.part(operation, topic, parent, transaction.getSpanContext());
        transaction.addLink(parent);
        UUID batch = SentHeaders.batch(headers);
        if (batch != null) {
            span.setAttribute(BatchTracer.BATCH_ID, batch.toString());
        }
        Part part = new Part(topic, traceparent, batch, span);
        parts.put(key, part);
        return part;
    }

    /** The context in which whatever is logged names the transaction's trace. */
    public Context context() {
        return Context.root().with(transaction);
    }

    /** The transaction is committed. Of what is closed without this nobody here knows that it is. */
    public void committed() {
        committed = true;
    }

    /** Ends the spans. */
    @Override
    public void close() {
        parts.values().forEach(part -> part.end(committed));
        transaction.setAttribute(BatchTracer.RECORDS, records);
        BatchTracer.end(transaction, committed);
    }
}
