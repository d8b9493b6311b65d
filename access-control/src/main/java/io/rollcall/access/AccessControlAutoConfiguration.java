package io.rollcall.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * The one filter chain, the same in every service: verify the bearer token, which a browser has in a cookie, ask
 * {@link AccessRules}, answer refusals as problems or, to people, as pages. It takes the place of Spring Boot's own choices, whichever of them are on the class path.
 */
@AutoConfiguration(
        before = {
            UserDetailsServiceAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessProperties.class)
@EnableWebSecurity
public class AccessControlAutoConfiguration {

    /** Nothing from elsewhere, nothing in a frame; inline styles are what Swagger UI and Plotly draw with. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    JwtDecoder jwtDecoder(AccessProperties properties) {
        return TokenVerification.of(properties);
    }

    /** Nobody looks at figures of the dozen filters, each of which costs every request an observation. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain accessChain(
            HttpSecurity http, JwtDecoder decoder, AccessProperties properties, ObjectProvider<RefusalPage> page)
            throws Exception {
        var refused = new RefusedRequests(!properties.external(), properties.issueTokens(), page);
        return http.authorizeHttpRequests(AccessControlAutoConfiguration::ask)
                .addFilter(bearerTokens(decoder, refused))
                .exceptionHandling(
                        answer -> answer.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .headers(AccessControlAutoConfiguration::harden)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(requests -> requests.requestCache(new NullRequestCache()))
                .csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrfTokens())
                        .requireCsrfProtectionMatcher(SessionCsrfTokens::areNeeded)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void ask(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // These follow upon a request that has been judged: its error page, its answer that came later.
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        for (var rule : AccessRules.ALL) {
            var scope = rule.scope();
            var matching = requests.requestMatchers(rule.matcher());
            if (rule.isOpen()) {
                matching.permitAll();
            } else if (scope == null) {
                matching.authenticated();
            } else {
                matching.hasAuthority(scope.authority());
            }
        }
        requests.anyRequest().denyAll();
    }

    /** A token sent to where none is needed is not looked at: an expired one must not keep its owner from a new one. */
    private static BearerTokenAuthenticationFilter bearerTokens(JwtDecoder decoder, RefusedRequests refused) {
        var header = new BearerTokenAuthenticationConverter();
        var filter = new BearerTokenAuthenticationFilter(
                new ProviderManager(List.of(new JwtAuthenticationProvider(decoder))),
                request -> token(AccessRules.of(request).orElse(null), request, header));
        filter.setAuthenticationFailureHandler(refused);
        filter.setAuthenticationEntryPoint(refused);
        return filter;
    }

    private static @Nullable Authentication token(
            @Nullable AccessRule rule, HttpServletRequest request, BearerTokenAuthenticationConverter header) {
        if (rule != null && !rule.looksAtTokens()) {
            return null;
        }
        Authentication sent = header.convert(request);
        return sent != null || (rule != null && rule.isOpen())
                ? sent
                : SessionCookie.token(request)
                        .map(BearerTokenAuthenticationToken::new)
                        .orElse(null);
    }

    private static void harden(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }
}
