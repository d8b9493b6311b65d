package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Shows a refusal to people who asked for a page, in services that have pages; elsewhere they get the problem as JSON. */
public interface RefusalPage {

    /**
     * Answers with the problem as a page, with its status.
     *
     * @param problem with the property {@code scope} if it is one that the token lacks
     * @param signIn where somebody else can sign in and come back; null where this service has no such place
     */
    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem, @Nullable String signIn)
            throws IOException;
}
