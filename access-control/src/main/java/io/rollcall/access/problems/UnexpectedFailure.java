package io.rollcall.access.problems;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;

/** A failure nobody foresaw: its reason goes to the log, the client gets the number under which it is found there. */
final class UnexpectedFailure {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailure.class);

    private UnexpectedFailure() {}

    static ProblemDetail logged(String method, String path, @Nullable Throwable reason) {
        var correlationId = UUID.randomUUID().toString();
        LOG.atError()
                .addKeyValue("correlation-id", correlationId)
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .setCause(reason)
                .log("A request failed unexpectedly (correlation id {})", correlationId);
        var body = Problem.INTERNAL.body();
        body.setDetail("The failure has been logged; when reporting it, name its correlation id.");
        body.setProperty("correlationId", correlationId);
        return body;
    }
}
