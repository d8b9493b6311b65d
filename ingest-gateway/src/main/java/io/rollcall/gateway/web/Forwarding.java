package io.rollcall.gateway.web;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** One origin: these paths, and no others, are answered by the services behind the gateway. */
@Configuration(proxyBeanMethods = false)
class Forwarding {

    private static final List<String> METRICS = List.of("/metrics", "/metrics/**");
    private static final List<String> BACKUP = List.of(
            "/backup", "/backup/**", "/backups", "/backups/**", "/restore", "/restore/**", "/replay", "/replay/**");
    /** What a client says of earlier hops is not believed, so it is not passed on either. */
    private static final List<String> FORWARDED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration retryAfter;
    private final int most;

    Forwarding(GatewayProperties properties) {
        retryAfter = properties.retryAfter();
        most = properties.maxForwarded();
    }

    /** What a service has compressed is passed on as it is, not unpacked here and packed again. */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> asItIs() {
        return builder -> builder.withCustomizer(client -> client.enableCompression(false));
    }

    @Bean
    RouterFunction<ServerResponse> metrics(GatewayProperties properties) {
        return forward("metrics", METRICS, properties.services().metrics());
    }

    @Bean
    RouterFunction<ServerResponse> backup(GatewayProperties properties) {
        return forward("backup", BACKUP, properties.services().backup());
    }

    private RouterFunction<ServerResponse> forward(String service, List<String> paths, URI address) {
        var routes = route(service);
        for (String path : paths) {
            routes.route(RequestPredicates.path(path), http());
        }
        Places places = new Places(most, PATIENCE, () -> full(service));
        return routes.before(uri(address))
                .before(Forwarding::withoutEarlierHops)
                .filter((request, next) -> answer(service, places, request, next))
                .build();
    }

    private ProblemException full(String service) {
        return ProblemException.of(Problem.UNAVAILABLE)
                .detail("The %s service is asked for as much as it can answer.".formatted(service))
                .retryAfter(retryAfter);
    }

    private static ServerRequest withoutEarlierHops(ServerRequest request) {
        return ServerRequest.from(request)
                .headers(headers -> FORWARDED.forEach(headers::remove))
                .build();
    }

    /** Holds a place until the service begins to answer: more at once would be answered no sooner, and take memory. */
    private ServerResponse answer(
            String service, Places places, ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        try (Admission.Place _ = places.take()) {
            return next.handle(request);
        } catch (ResourceAccessException e) {
            boolean late = e.getCause() instanceof HttpTimeoutException
                    && !(e.getCause() instanceof HttpConnectTimeoutException);
            throw ProblemException.of(late ? Problem.GATEWAY_TIMEOUT : Problem.UNAVAILABLE, e)
                    .detail("The %s service %s.".formatted(service, late ? "did not answer in time" : "is away"))
                    .retryAfter(retryAfter);
        }
    }
}
