package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.publish.StoppedException;
import io.rollcall.gateway.rows.SubmissionRefusedException;
import io.rollcall.gateway.rows.UnreadableInputException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says why a request is refused, or what stands of one that stopped halfway. */
@RestControllerAdvice(basePackageClasses = Refusals.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Figures figures;
    private final Duration retryAfter;

    Refusals(Figures figures, GatewayProperties properties) {
        this.figures = figures;
        retryAfter = properties.retryAfter();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException problem) {
        figures.refused(problem.problem());
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.getBody());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadableInputException reason) {
        return refused(nothingPublished(problem(reason), reason));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notTaken(SubmissionRefusedException reason) {
        return refused(nothingPublished(problem(reason), reason));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stopped(StoppedException stopped) {
        Throwable reason = stopped.getCause() == null ? stopped : stopped.getCause();
        String file = stopped.file().map(name -> name + ": ").orElse("");
        ProblemException problem = problem(reason)
                .detail("%s%s %d rows of batch %s stand."
                        .formatted(file, sentence(reason), stopped.standing(), stopped.batch()))
                .with("batch", stopped.batch())
                .with("rows_standing", stopped.standing())
                .header(HttpHeaders.LOCATION, "/batches/" + stopped.batch());
        stopped.file().ifPresent(name -> problem.with("file", name));
        LOG.atWarn()
                .addKeyValue("batch", stopped.batch())
                .addKeyValue("reason", reason.toString())
                .log("a batch stopped before its end");
        return refused(problem);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception reason) {
        return away("The database cannot be read at the moment.", reason);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> kafkaAway(KafkaException reason) {
        return away("Kafka did not answer in time. Nothing was published.", reason);
    }

    private ResponseEntity<ProblemDetail> away(String detail, Exception reason) {
        LOG.atWarn()
                .addKeyValue(
                        "reason",
                        NestedExceptionUtils.getMostSpecificCause(reason).toString())
                .log("what a request needs is away");
        return refused(
                ProblemException.of(Problem.UNAVAILABLE, reason).detail(detail).retryAfter(retryAfter));
    }

    private ProblemException problem(Throwable reason) {
        return switch (reason) {
            case UnreadableInputException unreadable -> {
                ProblemException problem = ProblemException.of(Problem.MALFORMED, reason);
                unreadable.position().forEach(problem::with);
                yield problem;
            }
            case SubmissionRefusedException refused -> problem(refused);
            case RecordTooLargeException tooLarge -> ProblemException.of(Problem.PAYLOAD_TOO_LARGE, tooLarge);
            case java.io.UncheckedIOException unread -> ProblemException.of(Problem.INTERNAL, unread);
            default -> ProblemException.of(Problem.UNAVAILABLE, reason).retryAfter(retryAfter);
        };
    }

    private static ProblemException problem(SubmissionRefusedException refused) {
        ProblemException problem = ProblemException.of(
                switch (refused.reason()) {
                    case UNKNOWN_TABLE -> Problem.UNKNOWN_TABLE;
                    case EMPTY -> Problem.EMPTY_BATCH;
                    case TOO_MANY_ROWS -> Problem.BATCH_TOO_LARGE;
                    case ROW_TOO_LONG -> Problem.PAYLOAD_TOO_LARGE;
                    case TABLE_TWICE -> Problem.UNPROCESSABLE;
                },
                refused);
        if (refused.table() != null) {
            problem.with("table", refused.table());
        }
        if (refused.rows() > 0) {
            problem.with("rows", refused.rows());
        }
        return problem;
    }

    private static ProblemException nothingPublished(ProblemException problem, RuntimeException reason) {
        return problem.detail(reason.getMessage() + " Nothing was published.");
    }

    private static String sentence(Throwable reason) {
        return switch (reason) {
            case UnreadableInputException unreadable -> String.valueOf(unreadable.getMessage());
            case SubmissionRefusedException refused -> String.valueOf(refused.getMessage());
            case RecordTooLargeException _ -> "A row is too large for Kafka.";
            case java.io.UncheckedIOException _ -> "The file could not be read to its end.";
            default -> "Kafka or the schema registry did not take all rows in time.";
        };
    }
}
