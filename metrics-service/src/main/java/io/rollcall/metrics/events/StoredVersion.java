package io.rollcall.metrics.events;

import java.time.Instant;

/**
 * How far the valid topics have been stored, and when that was so.
 *
 * @param version the sum of the next offsets
 * @param asOf by the database's clock
 */
record StoredVersion(String version, Instant asOf) {

    /** As a server-sent event. */
    String event() {
        return "id: %1$s\nevent: figures\ndata: {\"version\":\"%1$s\",\"as_of\":\"%2$s\"}\n\n".formatted(version, asOf);
    }
}
