package io.rollcall.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What makes a token a valid one: its signature by the one algorithm family in use, then every claim that counts. */
final class TokenVerification {

    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final int JWK_SET_TIMEOUT_MILLIS = 2_000;
    private static final int JWK_SET_LIMIT_BYTES = 512 * 1024;
    private static final long JWK_SET_OUTAGE_MILLIS = Duration.ofHours(1).toMillis();

    private TokenVerification() {}

    static JwtDecoder of(AccessProperties properties) {
        var keys = properties.jwkSetUri();
        var decoder = keys == null
                ? NimbusJwtDecoder.withSecretKey(properties.signingKey())
                        .macAlgorithm(MacAlgorithm.HS256)
                        .validateType(false) // done below, with the rest
                        .build()
                // Only asymmetric algorithms: a published key must never pass for a shared secret.
                : NimbusJwtDecoder.withJwkSource(published(keys))
                        .jwsAlgorithms(all -> all.addAll(Arrays.asList(SignatureAlgorithm.values())))
                        .build();
        decoder.setJwtValidator(claims(properties));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> claims(AccessProperties properties) {
        var times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setAllowEmptyExpiryClaim(false);
        var types = new JwtTypeValidator("JWT", "at+jwt"); // the second: RFC 9068
        types.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                types,
                times,
                new JwtIssuerValidator(properties.issuer()),
                new JwtAudienceValidator(properties.audience()),
                TokenVerification::subject);
    }

    /** Receipts and logs name whoever sent a record. */
    private static OAuth2TokenValidatorResult subject(Jwt token) {
        var subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "the token names no subject", null))
                : OAuth2TokenValidatorResult.success();
    }

    /** Cached, fetched at most twice in half a minute, and good for an hour more when the issuer is away. */
    private static JWKSource<SecurityContext> published(URI keys) {
        try {
            var retriever =
                    new DefaultResourceRetriever(JWK_SET_TIMEOUT_MILLIS, JWK_SET_TIMEOUT_MILLIS, JWK_SET_LIMIT_BYTES);
            return JWKSourceBuilder.<SecurityContext>create(keys.toURL(), retriever)
                    .outageTolerant(JWK_SET_OUTAGE_MILLIS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address: " + keys, e);
        }
    }
}
