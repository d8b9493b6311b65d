package io.rollcall.tracing;

import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** The tracer of batches, which traces nothing where Spring Boot was not let set up tracing. */
@AutoConfiguration(after = OpenTelemetryTracingAutoConfiguration.class)
class TracingAutoConfiguration {

    private static final String ACTUATOR = "/actuator/";

    @Bean
    BatchTracer batchTracer(ObjectProvider<OpenTelemetry> telemetry) {
        OpenTelemetry there = telemetry.getIfAvailable();
        return there == null ? BatchTracer.off() : BatchTracer.of(there);
    }

    /** Probes and scrapes come every few seconds, and nobody follows them. */
    @Bean
    @ConditionalOnBean(OpenTelemetry.class)
    ObservationPredicate noProbes() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext served) || !isProbe(served);
    }

    private static boolean isProbe(ServerRequestObservationContext served) {
        HttpServletRequest request = served.getCarrier();
        return request != null && request.getRequestURI().startsWith(ACTUATOR);
    }
}
