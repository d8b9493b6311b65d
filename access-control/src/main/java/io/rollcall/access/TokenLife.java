package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Until when whoever made a request may be told things: an answer without an end must not outlive the token. */
public final class TokenLife {

    private TokenLife() {}

    /** When the token is good no longer, or {@link Instant#MAX} for a request that needed none. */
    public static Instant end(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof JwtAuthenticationToken token
                ? Objects.requireNonNull(token.getToken().getExpiresAt(), "no token without an expiry is taken")
                        .plus(TokenVerification.CLOCK_SKEW)
                : Instant.MAX;
    }
}
