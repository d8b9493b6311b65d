package io.rollcall.metrics.cache;

import io.rollcall.access.Entrance;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What an answer depends on, beside the database.
 *
 * @param address path and query, as sent
 * @param format which the answer has, since the address need not say it
 * @param reader whoever is named in the answer, the token of the forms in it, and whether its links lead anywhere; empty if
 *     it is the same for everybody
 */
public record Question(String address, String format, String reader) {

    /** A question that has the same answer for everybody who may ask. */
    public static Question ofAnybody(HttpServletRequest request, String format) {
        return new Question(address(request), format, "");
    }

    /** A question whose answer is a page for whoever asks. */
    public static Question ofWhoeverAsks(HttpServletRequest request, String format) {
        Principal user = request.getUserPrincipal();
        String token = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf ? csrf.getToken() : "";
        String name = user == null ? "" : user.getName();
        return new Question(address(request), format, token + " " + Entrance.wasPassedBy(request) + " " + name);
    }

    private static String address(HttpServletRequest request) {
        return request.getRequestURI() + "?" + request.getQueryString();
    }

    int characters() {
        return address.length() + format.length() + reader.length();
    }
}
