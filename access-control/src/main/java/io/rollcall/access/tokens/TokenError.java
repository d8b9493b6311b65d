package io.rollcall.access.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why there is no token, RFC 6749 5.2.
 *
 * @param error one of that section's codes
 * @param description for whoever develops the client
 */
record TokenError(
        String error, @JsonProperty("error_description") String description) {

    static final TokenError INVALID_GRANT = new TokenError("invalid_grant", "user name or password is wrong");
    static final TokenError INVALID_SCOPE =
            new TokenError("invalid_scope", "the user does not have all of the requested scopes");
}
