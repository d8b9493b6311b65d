package io.rollcall.access.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;

/** Turns whatever a controller throws, or Spring MVC in front of it, into a problem. Services' own advice goes first. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    /**
     * The last resort.
     *
     * @throws Exception what belongs to the security filters, which answer it themselves
     */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<ProblemDetail> unforeseen(Exception reason, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (reason instanceof AccessDeniedException || reason instanceof AuthenticationException) {
            throw reason;
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(reason)) {
            return null;
        }
        var body = UnexpectedFailure.logged(request.getMethod(), request.getRequestURI(), reason);
        return response.isCommitted() ? null : answer(body, HttpHeaders.EMPTY);
    }

    @ExceptionHandler(MultipartException.class)
    ResponseEntity<ProblemDetail> unreadableUpload() {
        var body = Problem.MALFORMED.body();
        body.setDetail("The body is not a readable multipart form.");
        return answer(body, HttpHeaders.EMPTY);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException reason, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var body = Problem.MALFORMED.body();
        if (reason.getCause() instanceof JacksonException json && json.getLocation() != null) {
            var location = json.getLocation();
            body.setDetail("The body is not the JSON expected here: see line %d, column %d."
                    .formatted(location.getLineNr(), location.getColumnNr()));
            body.setProperty("line", location.getLineNr());
            body.setProperty("column", location.getColumnNr());
        } else {
            body.setDetail("The body is missing or cannot be read.");
        }
        return handleExceptionInternal(reason, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException reason, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var body = Problem.INVALID_PARAMETER.body();
        var name = reason instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : reason.getPropertyName();
        body.setDetail("A parameter has a value that cannot be understood.");
        if (name != null) {
            body.setDetail("The parameter '%s' has a value that cannot be understood.".formatted(name));
            body.setProperty("parameter", name);
        }
        return handleExceptionInternal(reason, body, headers, status, request);
    }

    /** Everything that Spring MVC refuses itself passes here. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception reason, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return super.handleExceptionInternal(reason, problem(reason, body, status, request), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, typed, status);
    }

    private static @Nullable Object problem(
            Exception reason, @Nullable Object body, HttpStatusCode status, WebRequest request) {
        if (reason instanceof ProblemException || isTyped(body)) {
            return body;
        }
        if (status.is5xxServerError() && !(reason instanceof ErrorResponseException)) {
            return UnexpectedFailure.logged("", request.getDescription(false), reason);
        }
        var original = body instanceof ProblemDetail detail ? detail : bodyOf(reason);
        return typed(reason, status, original == null ? null : original.getDetail());
    }

    private static boolean isTyped(@Nullable Object body) {
        return body instanceof ProblemDetail detail
                && detail.getType() != null
                && detail.getType().toString().startsWith("urn:rollcall:");
    }

    private static @Nullable ProblemDetail bodyOf(Exception reason) {
        return reason instanceof ErrorResponse response ? response.getBody() : null;
    }

    private static ProblemDetail typed(Exception reason, HttpStatusCode status, @Nullable String detail) {
        var aboutParameter =
                reason instanceof ServletRequestBindingException || reason instanceof HandlerMethodValidationException;
        var problem = aboutParameter
                ? Problem.INVALID_PARAMETER
                : Problem.ofStatus(status.value()).orElse(null);
        var body = problem == null ? ProblemDetail.forStatus(status) : problem.body();
        body.setDetail(detail);
        return body;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail body, HttpHeaders headers) {
        return ResponseEntity.status(body.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
