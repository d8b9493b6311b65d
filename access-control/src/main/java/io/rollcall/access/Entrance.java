package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Whether a request to a service has come through the gateway, or a proxy that gives all services one origin: there are
 * console and sign-in, which a service on its own port has not. Nothing but links depends on it, for a client may say so too.
 */
public final class Entrance {

    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private Entrance() {}

    public static boolean wasPassedBy(HttpServletRequest request) {
        return request.getHeader(FORWARDED_HOST) != null;
    }
}
