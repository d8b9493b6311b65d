package io.rollcall.access.problems;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown by a service to refuse a request:
 * {@code throw ProblemException.of(Problem.UNKNOWN_TABLE).detail("…").with("table", name)}. Details and members are
 * shown to the client: they say what and where, and never carry a secret or another's data.
 */
public final class ProblemException extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    private ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.status(), problem.body(), cause);
        this.problem = problem;
    }

    public static ProblemException of(Problem problem) {
        return new ProblemException(problem, null);
    }

    /** With the reason why, which is for the log alone. */
    public static ProblemException of(Problem problem, Throwable cause) {
        return new ProblemException(problem, cause);
    }

    /** One sentence on what is wrong with this very request. */
    public ProblemException detail(String detail) {
        setDetail(detail);
        return this;
    }

    /** Adds a member to the body, or replaces it; the value is written as JSON. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /** Tells the client when to come again: at least one second, rounded up. */
    public ProblemException retryAfter(Duration wait) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait));
        return this;
    }

    public ProblemException header(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    public Problem problem() {
        return problem;
    }
}
