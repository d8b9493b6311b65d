package io.rollcall.access.tokens;

import io.rollcall.access.AccessUser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code POST /token}, well-formed.
 *
 * @param scope what the token shall be narrowed to, as sent; null: all that the user has
 */
record TokenForm(String username, String password, @Nullable String scope) {

    static final String GRANT_TYPE = "password";
    /** bcrypt looks at no more than that. */
    static final int MAXIMUM_PASSWORD_BYTES = 72;

    private static final int MAXIMUM_SCOPE_LENGTH = 200;
    private static final List<String> FIELDS = List.of("grant_type", "username", "password", "scope");

    /** A form's answer to being read. */
    sealed interface Reading {}

    record Read(TokenForm form) implements Reading {}

    record Unreadable(TokenError error) implements Reading {}

    /**
     * @param parameters the request's parameters
     * @param query the request's query string: credentials in an address end up in logs and histories
     */
    static Reading read(Map<String, String[]> parameters, @Nullable String query) {
        if (query != null) {
            return invalid("the parameters belong in the body");
        }
        for (var field : FIELDS) {
            var values = parameters.get(field);
            if (values != null && values.length > 1) {
                return invalid(field + " is given more than once");
            }
        }
        var grantType = value(parameters, "grant_type");
        if (grantType.isPresent() && !grantType.get().equals(GRANT_TYPE)) {
            return new Unreadable(new TokenError("unsupported_grant_type", "grant_type must be password"));
        }
        var username = value(parameters, "username");
        var password = value(parameters, "password");
        var scope = value(parameters, "scope");
        if (username.isEmpty() || password.isEmpty()) {
            return invalid("username and password are required");
        }
        if (username.get().length() > AccessUser.MAXIMUM_NAME_LENGTH
                || password.get().getBytes(StandardCharsets.UTF_8).length > MAXIMUM_PASSWORD_BYTES
                || scope.orElse("").length() > MAXIMUM_SCOPE_LENGTH) {
            return invalid("username, password or scope is too long");
        }
        return new Read(new TokenForm(username.get(), password.get(), scope.orElse(null)));
    }

    /** RFC 6749 3.2: a parameter without a value is as good as none. */
    private static Optional<String> value(Map<String, String[]> parameters, String field) {
        var values = parameters.get(field);
        return values == null || values.length == 0 || values[0].isEmpty() ? Optional.empty() : Optional.of(values[0]);
    }

    private static Unreadable invalid(String description) {
        return new Unreadable(new TokenError("invalid_request", description));
    }

    /** Without the password: this may end in a log. */
    @Override
    public String toString() {
        return "TokenForm[scope=" + scope + "]";
    }
}
