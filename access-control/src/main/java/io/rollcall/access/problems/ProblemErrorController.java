package io.rollcall.access.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers for requests that failed before, beside or after the controllers: in a filter, a firewall, a route. */
@Controller
final class ProblemErrorController implements ErrorController {

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var problem = problem(request);
        if (problem instanceof ErrorResponseException refused) {
            refused.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            write(request, response, refused.getBody());
        } else {
            write(request, response, body(request, problem));
        }
    }

    private static ProblemDetail body(HttpServletRequest request, @Nullable Throwable reason) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value(); // somebody asked for the error page itself
        return status == HttpStatus.INTERNAL_SERVER_ERROR.value()
                ? UnexpectedFailure.logged(request.getMethod(), path(request), reason)
                : Problem.ofStatus(status).map(Problem::body).orElseGet(() -> ProblemDetail.forStatus(status));
    }

    /** The refusal that a route or filter threw, however wrapped; else the failure itself. */
    private static @Nullable Throwable problem(HttpServletRequest request) {
        if (!(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure)) {
            return null;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException) {
                return cause;
            }
        }
        return failure;
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        if (problem.getInstance() == null) {
            problem.setInstance(ProblemWriter.path(path(request)));
        }
        ProblemWriter.write(request, response, problem);
    }

    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original
                ? original
                : request.getRequestURI();
    }
}
