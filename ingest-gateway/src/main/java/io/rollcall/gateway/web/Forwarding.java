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

    private final Duration retryAfter;

    Forwarding(GatewayProperties properties) {
        retryAfter = properties.retryAfter();
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
        return routes.before(uri(address))
                .before(Forwarding::withoutEarlierHops)
                .filter((request, next) -> answer(service, request, next))
                .build();
    }

    private static ServerRequest withoutEarlierHops(ServerRequest request) {
        return ServerRequest.from(request)
                .headers(headers -> FORWARDED.forEach(headers::remove))
                .build();
    }

    private ServerResponse answer(String service, ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        try {
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
