package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.access.problems.ProblemWriter;
import io.rollcall.gateway.GatewayProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many requests for metrics are passed on at once. More would not be answered sooner, and each holds memory that
 * ingestion needs too. Who waits in vain is told to come back. Streams of events, which last, are counted by the service
 * itself.
 */
@Component
final class MetricsPlaces extends OncePerRequestFilter {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String EVENTS = "/metrics/events";

    private final Places places;

    MetricsPlaces(GatewayProperties properties) {
        places = new Places(
                properties.maxMetrics(),
                PATIENCE,
                () -> ProblemException.of(Problem.UNAVAILABLE)
                        .detail("As many metrics are asked for as can be answered.")
                        .retryAfter(properties.retryAfter()));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/metrics/") || path.equals(EVENTS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Admission.Place _ = places.take()) {
            chain.doFilter(request, response);
        } catch (ProblemException full) {
            full.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            ProblemWriter.write(request, response, full.getBody());
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException("stopped while waiting for a place").initCause(e);
        }
    }
}
