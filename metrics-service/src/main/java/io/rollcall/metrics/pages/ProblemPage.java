package io.rollcall.metrics.pages;

import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a browser is shown instead of a page that cannot be had: the problem in words, and a way on. */
public final class ProblemPage {

    private final PageRenderer renderer;

    public ProblemPage(PageRenderer renderer) {
        this.renderer = renderer;
    }

    /**
     * What the template shows.
     *
     * @param again the same address, if it may do better later; else the page without what was wrong
     */
    record Content(String title, String detail, boolean isPassing, String again) {}

    /** The problem as a page, with its status and headers. */
    public ResponseEntity<byte[]> of(ProblemException problem, HttpServletRequest request) {
        Content content = new Content(
                problem.problem().title(),
                Objects.requireNonNullElse(problem.getBody().getDetail(), ""),
                problem.problem().retryable(),
                problem.problem().retryable() ? address(request) : start(request));
        String html = renderer.render("metrics/problem", Place.of(request.getRequestURI()), content);
        return PageAnswer.refusing(HttpStatus.valueOf(problem.getStatusCode().value()), problem.getHeaders(), html);
    }

    private static String start(HttpServletRequest request) {
        String path = request.getRequestURI().equals(Addresses.DEPARTMENTS_ABOVE_MEAN)
                ? Addresses.DEPARTMENTS_ABOVE_MEAN
                : Addresses.HIRED_BY_QUARTER;
        return path + "?format=" + Format.HTML.text();
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
