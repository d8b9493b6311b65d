package io.rollcall.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cuts the connection of an answer that broke off after it had begun. Only an exception that leaves all servlets makes
 * the container do so; one from a controller would be answered there, and the answer end as if it were whole.
 */
@Component
final class BrokenDownloads extends OncePerRequestFilter {

    private static final String BROKEN = BrokenDownloads.class.getName();

    /** Notes that the answer to a request is not to end well. */
    static void cut(HttpServletRequest request) {
        request.setAttribute(BROKEN, true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(BROKEN) != null) {
            throw new IOException("the answer broke off");
        }
    }
}
