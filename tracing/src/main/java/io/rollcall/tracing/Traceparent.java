package io.rollcall.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header by which a trace goes on elsewhere, as <a href="https://www.w3.org/TR/trace-context/">W3C</a> writes it. */
public final class Traceparent {

    private static final String NAME = "traceparent";
    /** More than any version that is known has. */
    private static final int LONGEST = 256;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapSetter<List<String>> INTO_LIST = (list, name, value) -> {
        if (list != null && name.equals(NAME)) {
            list.add(value);
        }
    };

    private Traceparent() {}

    /** The context that a header tells; an invalid one if there is none, or a foreign client put something else there. */
    public static SpanContext read(@Nullable String header) {
        Context context = W3C.extract(Context.root(), header, Header.INSTANCE);
        return Span.fromContext(context).getSpanContext();
    }

    /** The text of a header, as far as it can matter; a foreign producer may put anything there. */
    static String text(byte[] header) {
        return new String(header, 0, Math.min(header.length, LONGEST), StandardCharsets.ISO_8859_1);
    }

    /** The header for a context; null for an invalid one. */
    public static @Nullable String write(SpanContext context) {
        List<String> written = new ArrayList<>(1);
        W3C.inject(Context.root().with(Span.wrap(context)), written, INTO_LIST);
        return written.isEmpty() ? null : written.getFirst();
    }

    /** The header of the request that this thread serves, as it goes on: with its span, where it is traced. */
    public static @Nullable String ofRequest(@Nullable String header) {
        SpanContext current = Span.current().getSpanContext();
        return write(current.isValid() ? current : read(header));
    }

    /** A carrier of one header. */
    private enum Header implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String name) {
            return name.equals(NAME) ? header : null;
        }
    }
}
