package io.rollcall.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signs tokens with the key that every service verifies them by. */
public final class TokenIssuer {

    private final JwtEncoder encoder;
    private final AccessProperties properties;
    private final InstantSource clock;

    public TokenIssuer(AccessProperties properties, InstantSource clock) {
        this.encoder = NimbusJwtEncoder.withSecretKey(properties.signingKey())
                .algorithm(MacAlgorithm.HS256)
                .build();
        this.properties = properties;
        this.clock = clock;
    }

    /** A token, in its compact form, that is good from now on for {@link #lifetime()}. */
    public String issue(String subject, Collection<Scope> scopes) {
        Instant now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(properties.issuer())
                .audience(List.of(properties.audience()))
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(lifetime()))
                .claim("scope", text(scopes))
                .build();
        return encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
    }

    public Duration lifetime() {
        return properties.tokenLifetime();
    }

    /** Scopes as OAuth writes them: sorted, a blank between two. */
    public static String text(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
    }
}
