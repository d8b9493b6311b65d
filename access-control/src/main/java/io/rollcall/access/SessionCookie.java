package io.rollcall.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Where a browser keeps its token: out of scripts' reach, and sent along only from Rollcall's own pages. */
public final class SessionCookie {

    static final String NAME = "rollcall-token";

    private SessionCookie() {}

    /** The token that a browser has sent, if it has one and says nothing of another: a header, of whatever kind, wins. */
    public static Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isBlank())
                        .findFirst();
    }

    /** Gives a browser a token to keep for as long as it is good. */
    public static ResponseCookie keeping(String token, Duration lifetime, boolean secure) {
        return cookie(token, lifetime, secure);
    }

    /** Takes the token away again. */
    public static ResponseCookie forgetting(boolean secure) {
        return cookie("", Duration.ZERO, secure);
    }

    private static ResponseCookie cookie(String value, Duration lifetime, boolean secure) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path("/")
                .maxAge(lifetime)
                .build();
    }
}
