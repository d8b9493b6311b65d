package io.rollcall.gateway.claims;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of the last day as the topic tells of them: the first claim to a key holds it. What is too old is judged by
 * the times in the topic, so that all gateways judge alike. Thread-safe.
 */
public final class HeardClaims {

    /** How long a key is remembered. */
    public static final Duration KEPT = Duration.ofDays(1);

    private final Map<String, Heard> claims = new LinkedHashMap<>();

    private record Heard(Claim claim, Instant at) {

        boolean isOver(Instant now) {
            return at.plus(KEPT).isBefore(now);
        }
    }

    /** Hears a claim; the claims to one key are heard in their order in the topic. */
    public synchronized void hear(Claim claim, Instant at) {
        Heard holder = claims.get(claim.key());
        if (holder != null && holder.isOver(at)) {
            claims.remove(claim.key());
            holder = null;
        }
        if (holder == null) {
            claims.put(claim.key(), new Heard(claim, at));
        }
        forgetBefore(at);
    }

    private void forgetBefore(Instant now) {
        Iterator<Heard> oldest = claims.values().iterator();
        while (oldest.hasNext() && oldest.next().isOver(now)) {
            oldest.remove();
        }
    }

    /** The claim that holds the key. */
    public synchronized Optional<Claim> holder(String key) {
        return Optional.ofNullable(claims.get(key)).map(Heard::claim);
    }
}
