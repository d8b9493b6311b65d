package io.rollcall.access.problems;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Every kind of refusal that a client may meet. The type, {@code urn:rollcall:problem:<name>}, is part of the contract:
 * clients branch on it. Where several share a status, the first is what that status means when nothing more is known.
 */
public enum Problem {
    MALFORMED(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is missing or has an impossible value"),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A valid token is required"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The token does not allow this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take that method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not come in the requested format"),
    CONFLICT(HttpStatus.CONFLICT, "The request contradicts what is already there"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.CONFLICT, "The idempotency key was used with another request"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has a format that is not taken here"),
    UNPROCESSABLE(HttpStatus.UNPROCESSABLE_CONTENT, "The request can be read but not carried out"),
    UNKNOWN_TABLE(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such table"),
    EMPTY_BATCH(HttpStatus.UNPROCESSABLE_CONTENT, "The batch has no rows"),
    BATCH_TOO_LARGE(HttpStatus.UNPROCESSABLE_CONTENT, "The batch has too many rows"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", true),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED, "This version cannot do that yet"),
    BAD_GATEWAY(HttpStatus.BAD_GATEWAY, "A service behind this one cannot be reached", true),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot take this at the moment", true),
    GATEWAY_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "A service behind this one did not answer in time", true);

    private final HttpStatus status;
    private final String title;
    private final boolean retryable;

    Problem(HttpStatus status, String title) {
        this(status, title, false);
    }

    Problem(HttpStatus status, String title, boolean retryable) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    /** What a status alone says, if it is one that Rollcall answers with. */
    public static Optional<Problem> ofStatus(int status) {
        return Arrays.stream(values())
                .filter(problem -> problem.status.value() == status)
                .findFirst();
    }

    public URI type() {
        return URI.create(
                "urn:rollcall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return retryable;
    }

    /** A new body of this type, to which a detail and further members may be added. */
    public ProblemDetail body() {
        var body = ProblemDetail.forStatus(status);
        body.setType(type());
        body.setTitle(title);
        body.setProperty("retryable", retryable);
        return body;
    }
}
