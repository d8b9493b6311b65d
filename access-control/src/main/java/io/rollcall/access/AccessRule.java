package io.rollcall.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * One line of {@link AccessRules}.
 *
 * @param path a Spring path pattern
 * @param scope what a token must allow; null: no token is asked for
 */
public record AccessRule(String path, @Nullable Scope scope, PathPatternRequestMatcher matcher) {

    static AccessRule open(String path) {
        return new AccessRule(path, null, PathPatternRequestMatcher.pathPattern(path));
    }

    static AccessRule needs(Scope scope, String path) {
        return new AccessRule(path, scope, PathPatternRequestMatcher.pathPattern(path));
    }

    public boolean isOpen() {
        return scope == null;
    }
}
