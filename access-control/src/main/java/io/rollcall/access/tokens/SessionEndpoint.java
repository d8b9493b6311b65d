package io.rollcall.access.tokens;

import io.rollcall.access.SessionCookie;
import io.rollcall.access.SignInPage;
import io.rollcall.access.TokenIssuer;
import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out with a browser: the form of the sign-in page for a cookie. */
@RestController
final class SessionEndpoint {

    /** What a browser says of a request that one of our own pages, or nobody's, has made. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final SignIn signIn;
    private final TokenIssuer issuer;

    SessionEndpoint(SignIn signIn, TokenIssuer issuer) {
        this.signIn = signIn;
        this.issuer = issuer;
    }

    @PostMapping(path = SignInPage.PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> signIn(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String back,
            @RequestHeader(name = "Sec-Fetch-Site", defaultValue = "none") String site)
            throws InterruptedException {
        if (!OURS.contains(site)) {
            throw ProblemException.of(Problem.FORBIDDEN).detail("Sign in on Rollcall's own page.");
        }
        String wanted = SignInPage.local(back);
        Map<String, String[]> form = request.getParameterMap();
        return switch (TokenForm.read(form, request.getQueryString())) {
            case TokenForm.Unreadable _ -> to(SignInPage.address(wanted, "credentials"));
            case TokenForm.Read(var read) ->
                switch (signIn.attempt(read, request.getRemoteAddr())) {
                    case Outcome.SignedIn signedIn -> in(signedIn, wanted, request.isSecure());
                    case Outcome.Refused _ -> to(SignInPage.address(wanted, "credentials"));
                    case Outcome.Throttled _ -> to(SignInPage.address(wanted, "throttled"));
                    case Outcome.Busy() -> to(SignInPage.address(wanted, "busy"));
                };
        };
    }

    @PostMapping("/logout")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(SignInPage.PATH))
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.forgetting(request.isSecure()).toString())
                .build();
    }

    private ResponseEntity<Void> in(Outcome.SignedIn signedIn, String wanted, boolean secure) {
        String token = issuer.issue(signedIn.user(), signedIn.scopes());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(wanted))
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.keeping(token, issuer.lifetime(), secure).toString())
                .build();
    }

    private static ResponseEntity<Void> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
