package io.rollcall.access.tokens;

import io.rollcall.access.TokenIssuer;
import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /token}: name and password for a token. */
@RestController
final class TokenEndpoint {

    private static final Duration BUSY_WAIT = Duration.ofSeconds(2);

    private final SignIn signIn;
    private final TokenIssuer issuer;

    TokenEndpoint(SignIn signIn, TokenIssuer issuer) {
        this.signIn = signIn;
        this.issuer = issuer;
    }

    @PostMapping(path = "/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<?> token(HttpServletRequest request) throws InterruptedException {
        return switch (TokenForm.read(request.getParameterMap(), request.getQueryString())) {
            case TokenForm.Unreadable(var error) -> answer(HttpStatus.BAD_REQUEST, error);
            case TokenForm.Read(var form) ->
                switch (signIn.attempt(form, request.getRemoteAddr())) {
                    case Outcome.SignedIn signedIn -> answer(HttpStatus.OK, answer(signedIn));
                    case Outcome.Refused(var error) -> answer(HttpStatus.BAD_REQUEST, error);
                    case Outcome.Throttled(var retryAfter) ->
                        throw ProblemException.of(Problem.TOO_MANY_REQUESTS)
                                .detail("Too many sign-ins failed; wait before the next.")
                                .retryAfter(retryAfter);
                    case Outcome.Busy() ->
                        throw ProblemException.of(Problem.UNAVAILABLE)
                                .detail("Too many sign in at once.")
                                .retryAfter(BUSY_WAIT);
                };
        };
    }

    private TokenAnswer answer(Outcome.SignedIn signedIn) {
        return new TokenAnswer(
                issuer.issue(signedIn.user(), signedIn.scopes()),
                "bearer",
                issuer.lifetime().toSeconds(),
                TokenIssuer.text(signedIn.scopes()));
    }

    private static ResponseEntity<Object> answer(HttpStatus status, Object body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
