package io.rollcall.metrics;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;
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
    private final ProblemAnswers answers;

    DatabaseProblems(MetricsProperties properties, ProblemAnswers answers) {
        this.properties = properties;
        this.answers = answers;
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<?> away(NestedRuntimeException reason, HttpServletRequest request) {
        return comeBack("The database cannot be reached at the moment.", reason, request);
    }

    @ExceptionHandler
    ResponseEntity<?> refused(BadSqlGrammarException reason, HttpServletRequest request) {
        if (reason.getMostSpecificCause() instanceof SQLException sql
                && NOT_SET_UP_YET.contains(String.valueOf(sql.getSQLState()))) {
            return comeBack("The database has not been set up yet.", reason, request);
        }
        throw reason;
    }

    private ResponseEntity<?> comeBack(String detail, NestedRuntimeException reason, HttpServletRequest request) {
        log.warn("a metric could not be read: {}", reason.getMostSpecificCause().toString());
        return answers.to(
                request, ProblemException.of(Problem.UNAVAILABLE).detail(detail).retryAfter(properties.retryAfter()));
    }
}
