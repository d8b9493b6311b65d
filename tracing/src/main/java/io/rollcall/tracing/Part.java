package io.rollcall.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch's share of a {@link Passage} in one topic. For one thread, but for the one that is untraced. */
public final class Part {

    /** The share of records that belong to no trace. */
    static final Part UNTRACED = new Part("", new byte[0], null, Span.getInvalid());

    private static final Logger LOG = LoggerFactory.getLogger(Part.class);

    private final String topic;
    private final byte[] from;
    private final byte @Nullable [] to;
    private final @Nullable UUID batch;
    private final Span span;
    private final Map<String, Long> outcomes = new HashMap<>();
    private long records;

    Part(String topic, byte[] traceparent, @Nullable UUID batch, Span span) {
        this.topic = topic;
        from = traceparent;
        this.batch = batch;
        this.span = span;
        String written = span.isRecording() ? Traceparent.write(span.getSpanContext()) : null;
        to = written == null ? null : written.getBytes(StandardCharsets.US_ASCII);
    }

    boolean isOf(String itsTopic, byte[] traceparent) {
        return topic.equals(itsTopic) && Arrays.equals(from, traceparent);
    }

    void count() {
        records++;
    }

    /** The headers with which a record goes on, so that what is done to it next comes after this. */
    public Headers goingOn(Headers headers) {
        if (to == null) {
            return headers;
        }
        Headers changed = new org.apache.kafka.common.header.internals.RecordHeaders(headers);
        changed.remove(RecordHeaders.TRACEPARENT);
        return changed.add(RecordHeaders.TRACEPARENT, to);
    }

    /** Counts what became of one of the records, as an attribute. */
    public void became(String outcome) {
        if (to != null) {
            outcomes.merge(outcome, 1L, Long::sum);
        }
    }

    void end(boolean committed) {
        span.setAttribute(BatchTracer.RECORDS, records);
        outcomes.forEach((outcome, count) -> span.setAttribute("rollcall.records." + outcome, count));
        BatchTracer.end(span, committed);
        log(committed);
    }

    /** What the span says, for those who look into logs. */
    private void log(boolean committed) {
        if (LOG.isDebugEnabled()) {
            try (Scope _ = span.makeCurrent()) {
                LOG.atDebug()
                        .addKeyValue("batch", batch)
                        .log(
                                "{} records of {} {}",
                                records,
                                topic,
                                committed ? "committed" : "not known to be committed");
            }
        }
    }
}
