package io.rollcall.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * One line of {@link AccessRules}.
 *
 * @param path a Spring path pattern
 * @param isOpen whether no token is asked for
 * @param scope what a token must allow; null: whatever it allows will do
 */
public record AccessRule(
        String path, boolean isOpen, @Nullable Scope scope, PathPatternRequestMatcher matcher) {

    static AccessRule open(String path) {
        return new AccessRule(path, true, null, PathPatternRequestMatcher.pathPattern(path));
    }

    static AccessRule signedIn(String path) {
        return new AccessRule(path, false, null, PathPatternRequestMatcher.pathPattern(path));
    }

    static AccessRule needs(Scope scope, String path) {
        return new AccessRule(path, false, scope, PathPatternRequestMatcher.pathPattern(path));
    }
}
