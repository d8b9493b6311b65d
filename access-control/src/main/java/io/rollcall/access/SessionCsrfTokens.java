package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The CSRF token of a browser's session is derived from its cookie, so that every service knows it and none keeps it.
 * Whoever cannot read our pages cannot know it; the cookie itself no script can read.
 */
final class SessionCsrfTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-Token";
    private static final String PARAMETER = "_csrf";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** A call that would change something, and whose only credential is the cookie. */
    static boolean areNeeded(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && SessionCookie.token(request).isPresent()
                && AccessRules.of(request).filter(AccessRule::isOpen).isEmpty();
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return SessionCookie.token(request).map(SessionCsrfTokens::of).orElse(null);
    }

    /** Without a cookie there is nothing to protect, and nothing to compare with. */
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(SessionCookie.token(request).orElse(""));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // It can be derived again at any time.
    }

    private static CsrfToken of(String sessionToken) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("rollcall csrf " + sessionToken).getBytes(StandardCharsets.UTF_8));
            return new DefaultCsrfToken(
                    HEADER, PARAMETER, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
