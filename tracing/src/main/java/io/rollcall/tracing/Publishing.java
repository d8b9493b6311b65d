package io.rollcall.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** The span of a publication. */
public final class Publishing {

    private final Span span;
    private final @Nullable String traceparent;

    Publishing(Span span, @Nullable String ofRequest) {
        this.span = span;
        traceparent = span.isRecording() ? Traceparent.write(span.getSpanContext()) : ofRequest;
    }

    /** What the records carry, so that what is done to them belongs to the same trace; null if nothing is traced. */
    public @Nullable String traceparent() {
        return traceparent;
    }

    /**
     * Ends the span.
     *
     * @param records how many were sent
     * @param failure why not all of them were acknowledged, null if they were
     */
    public void end(int records, @Nullable Throwable failure) {
        if (failure != null) {
            // Its message may quote what was to be sent.
            span.setAttribute(BatchTracer.ERROR, failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }
        span.setAttribute(BatchTracer.RECORDS, records).end();
    }
}
