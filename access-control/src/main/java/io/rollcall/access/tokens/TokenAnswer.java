package io.rollcall.access.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A token and what it is good for, RFC 6749 5.1. */
record TokenAnswer(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("scope") String scope) {

    /** Without the token: this may end in a log. */
    @Override
    public String toString() {
        return "TokenAnswer[scope=" + scope + "]";
    }
}
