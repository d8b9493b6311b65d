package io.rollcall.access;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Answers those who have no token, a bad one, or one that does not allow what they ask: a problem for people, and the
 * challenge of RFC 6750 for their clients; a page, if it was one that they asked for. None repeats what the token said.
 */
final class RefusedRequests implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);
    private static final String RETRY_SECONDS = "5";

    private final boolean hasOwnTokens;
    private final boolean hasSignInPage;
    private final ObjectProvider<RefusalPage> page;

    /**
     * @param hasOwnTokens whether people sign in with us, and not with an external issuer
     * @param hasSignInPage whether they do so at this service
     * @param page what shows a refusal to people, if anything does; asked for only then, since filters exist before pages
     */
    RefusedRequests(boolean hasOwnTokens, boolean hasSignInPage, ObjectProvider<RefusalPage> page) {
        this.hasOwnTokens = hasOwnTokens;
        this.hasSignInPage = hasSignInPage;
        this.page = page;
    }

    /** No token where one is needed. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (canSignIn(request) && SignInPage.leadsThere(request, response)) {
            return;
        }
        challenge(response, "Bearer realm=\"rollcall\"");
        write(request, response, Problem.UNAUTHORIZED, "Get a token from POST /token and send it as a bearer token.");
    }

    /** A token that does not verify; or one that could not be verified because its issuer's keys are out of reach. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof AuthenticationServiceException) {
            LOG.atWarn().setCause(reason).log("Tokens cannot be verified: the issuer's keys cannot be fetched");
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            write(request, response, Problem.UNAVAILABLE, "The token's issuer cannot be reached.");
            return;
        }
        if (canSignIn(request) && SignInPage.leadsThere(request, response)) {
            return;
        }
        var malformed = reason instanceof OAuth2AuthenticationException oauth
                && oauth.getError() instanceof BearerTokenError error
                && error.getErrorCode()
                        .equals(BearerTokenErrors.invalidRequest("").getErrorCode());
        if (malformed) {
            challenge(response, "Bearer realm=\"rollcall\", error=\"invalid_request\"");
            write(request, response, Problem.MALFORMED, "The Authorization header is not one bearer token.");
            return;
        }
        var message = reason.getMessage();
        var detail =
                message != null && message.contains("expired") ? "The token has expired." : "The token is not valid.";
        challenge(
                response,
                "Bearer realm=\"rollcall\", error=\"invalid_token\", error_description=\"%s\"".formatted(detail));
        write(request, response, Problem.UNAUTHORIZED, detail);
    }

    /** A token that does not allow this; or a path where nothing is. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        var rule = AccessRules.of(request);
        if (reason instanceof CsrfException) {
            write(request, response, Problem.FORBIDDEN, "The page that asks for this is out of date: load it again.");
            return;
        }
        if (rule.isEmpty()) {
            write(request, response, Problem.NOT_FOUND, "No such path is part of this service.");
            return;
        }
        var scope = rule.get().scope();
        if (scope == null) {
            write(request, response, Problem.FORBIDDEN, "This is not allowed.");
            return;
        }
        challenge(
                response,
                "Bearer realm=\"rollcall\", error=\"insufficient_scope\", scope=\"%s\"".formatted(scope.text()));
        var body = Problem.FORBIDDEN.body();
        body.setDetail("The token lacks the scope '%s'.".formatted(scope.text()));
        body.setProperty("scope", scope.text());
        write(request, response, body);
    }

    private boolean canSignIn(HttpServletRequest request) {
        return hasOwnTokens && (hasSignInPage || Entrance.wasPassedBy(request));
    }

    private static void challenge(HttpServletResponse response, String challenge) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Problem problem, String detail)
            throws IOException {
        ProblemDetail body = problem.body();
        body.setDetail(detail);
        write(request, response, body);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail body)
            throws IOException {
        RefusalPage forPeople = SignInPage.isForAPage(request) ? page.getIfAvailable() : null;
        if (forPeople == null) {
            ProblemWriter.write(request, response, body);
        } else {
            forPeople.write(request, response, body, canSignIn(request) ? SignInPage.leadingBackTo(request) : null);
        }
    }
}
