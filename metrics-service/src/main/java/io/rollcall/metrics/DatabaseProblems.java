package io.rollcall.metrics;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells a client to come back when the database is away or not set up yet; any other failure is ours, hence a 500. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseProblems {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblems.class);

    /** No such table, no such schema, no right to read: what PostgreSQL says before db-sink has set it up. */
    private static final Set<String> NOT_SET_UP_YET = Set.of("42P01", "3F000", "42501");

    private final MetricsProperties properties;

    DatabaseProblems(MetricsProperties properties) {
        this.properties = properties;
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class})
    ResponseEntity<ProblemDetail> away(DataAccessException reason) {
        return comeBack("The database cannot be reached at the moment.", reason);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(BadSqlGrammarException reason) {
        if (reason.getMostSpecificCause() instanceof SQLException sql
                && NOT_SET_UP_YET.contains(String.valueOf(sql.getSQLState()))) {
            return comeBack("The database has not been set up yet.", reason);
        }
        throw reason;
    }

    private ResponseEntity<ProblemDetail> comeBack(String detail, DataAccessException reason) {
        log.warn("a metric could not be read: {}", reason.getMostSpecificCause().toString());
        ProblemException problem =
                ProblemException.of(Problem.UNAVAILABLE).detail(detail).retryAfter(properties.retryAfter());
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.getBody());
    }
}
