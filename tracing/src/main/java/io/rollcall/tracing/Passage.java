package io.rollcall.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.rollcall.schemas.kafka.SentHeaders;
import io.rollcall.schemas.record.RecordHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

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
    private long records;
    private boolean committed;

    Passage(BatchTracer tracer, String operation, boolean on) {
        this.tracer = tracer;
        this.operation = operation;
        this.on = on;
        transaction = tracer.transaction(operation);
    }

    /** Counts a record; says what this transaction has of the same topic and trace. */
    public Part of(String topic, Headers headers) {
        if (!on) {
            return Part.UNTRACED;
        }
        records++;
        Header traceparent = headers.lastHeader(RecordHeaders.TRACEPARENT);
        if (traceparent == null || traceparent.value() == null) {
            return Part.UNTRACED;
        }
        if (!last.isOf(topic, traceparent.value())) {
            last = part(topic, traceparent.value(), headers);
        }
        last.count();
        return last;
    }

    private Part part(String topic, byte[] traceparent, Headers headers) {
        String header = Traceparent.text(traceparent);
        String key = topic + ' ' + header;
        Part known = parts.get(key);
        if (known != null) {
            return known;
        }
        SpanContext parent = Traceparent.read(header);
        if (!parent.isValid() || parts.size() >= MOST_PARTS) {
            return Part.UNTRACED;
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

    /** The transaction is committed. What is closed without this was undone, and its records will come again. */
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
