package io.rollcall.metrics;

import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.pages.ProblemPage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says no to a browser with a page, and to any other client with a problem that it can read. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAnswers {

    private final ProblemPage page;

    ProblemAnswers(ProblemPage page) {
        this.page = page;
    }

    @ExceptionHandler
    ResponseEntity<?> refused(ProblemException reason, HttpServletRequest request) {
        return to(request, reason);
    }

    ResponseEntity<?> to(HttpServletRequest request, ProblemException problem) {
        HttpHeaders headers = new ServletServerHttpRequest(request).getHeaders();
        if (Asked.isPage(request.getParameter("format"), headers)) {
            return page.of(problem, request);
        }
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.getBody());
    }
}
