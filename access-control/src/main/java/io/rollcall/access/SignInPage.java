package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriComponentsBuilder;

/** Leads people to where they sign in, and back. */
public final class SignInPage {

    public static final String PATH = "/login";
    /** The parameter that says where they wanted to go. */
    public static final String BACK = "back";

    private static final int LONGEST = 2000;
    /** A path of this origin: not {@code //host}, nor anything that a browser makes one of. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7E&&[^\\\\]]*");

    private SignInPage() {}

    /** Sends somebody who wants to see a page to the one where they sign in first; says whether that was the case. */
    static boolean leadsThere(HttpServletRequest request, HttpServletResponse response) {
        if (!isForAPage(request)) {
            return false;
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, leadingBackTo(request));
        return true;
    }

    /** The address of the page, from which people come back to what they asked for. */
    static String leadingBackTo(HttpServletRequest request) {
        String query = request.getQueryString();
        return address(request.getRequestURI() + (query == null ? "" : "?" + query), null);
    }

    /**
     * The address of the page.
     *
     * @param wanted where somebody wanted to go
     * @param problem why they are there again, one of the words that the page knows
     */
    public static String address(String wanted, @Nullable String problem) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        if (!local(wanted).equals("/")) {
            address.queryParam(BACK, "{back}");
        }
        if (problem != null) {
            address.queryParam("problem", problem);
        }
        return address.encode().buildAndExpand(wanted).toUriString();
    }

    /** The path, if it leads nowhere else than to this origin; else its root. */
    public static String local(@Nullable String path) {
        return path != null && path.length() <= LONGEST && LOCAL.matcher(path).matches() && isAddress(path)
                ? path
                : "/";
    }

    private static boolean isAddress(String path) {
        try {
            return new URI(path).getHost() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether a person asks for a page: a browser, which sends no credentials but its cookie. */
    static boolean isForAPage(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.GET.name())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
                        .contains(MediaType.TEXT_HTML_VALUE);
    }
}
