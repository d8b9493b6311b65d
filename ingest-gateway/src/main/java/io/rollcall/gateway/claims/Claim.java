package io.rollcall.gateway.claims;

import java.util.Objects;
import java.util.UUID;

/**
 * A user's idempotency key, claimed for a request.
 *
 * @param key the fingerprint of user and key
 * @param request the fingerprint of what was sent
 * @param batch the batch that the request became
 */
public record Claim(String key, String request, UUID batch) {

    public Claim {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(batch, "batch");
    }
}
