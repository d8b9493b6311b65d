package io.rollcall.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The tracer of batches, which traces nothing where Spring Boot was not let set up tracing. */
@AutoConfiguration(after = OpenTelemetryTracingAutoConfiguration.class)
class TracingAutoConfiguration {

    private static final String ACTUATOR = "/actuator";
    /** What Spring calls the path of a request in its span. */
    private static final String URL = "http.url";

    @Bean
    BatchTracer batchTracer(ObjectProvider<OpenTelemetry> telemetry) {
        OpenTelemetry there = telemetry.getIfAvailable();
        return there == null ? BatchTracer.off() : BatchTracer.of(there);
    }

    /** Probes and scrapes come every few seconds, and nobody follows them. */
    @Bean
    SpanExportingPredicate noProbes() {
        return span -> !String.valueOf(span.getTags().get(URL)).startsWith(ACTUATOR);
    }
}
