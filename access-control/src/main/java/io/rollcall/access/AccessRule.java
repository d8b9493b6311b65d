package io.rollcall.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * One line of {@link AccessRules}.
 *
 * @param path a Spring path pattern
 * @param isOpen whether no token is asked for
 * @param looksAtTokens whether one that is sent in the header is verified
 * @param scope what a token must allow; null: whatever it allows will do
 */
public record AccessRule(
        String path,
        boolean isOpen,
        boolean looksAtTokens,
        @Nullable Scope scope,
        PathPatternRequestMatcher matcher) {

    static AccessRule open(String path) {
        return new AccessRule(path, true, false, null, PathPatternRequestMatcher.pathPattern(path));
    }

    /** Open, and saying more to whoever shows a token. */
    static AccessRule openMoreToBearers(String path) {
        return new AccessRule(path, true, true, null, PathPatternRequestMatcher.pathPattern(path));
    }

    static AccessRule signedIn(String path) {
        return new AccessRule(path, false, true, null, PathPatternRequestMatcher.pathPattern(path));
    }

    static AccessRule needs(Scope scope, String path) {
        return new AccessRule(path, false, true, scope, PathPatternRequestMatcher.pathPattern(path));
    }
}
