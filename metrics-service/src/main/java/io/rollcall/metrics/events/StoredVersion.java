package io.rollcall.metrics.events;

import java.time.Instant;

/**
 * The state of the stored records, and when it was so.
 *
 * @param version another one after every commit, see {@link io.rollcall.metrics.facts.DatabaseState}
 * @param asOf by the database's clock
 */
record StoredVersion(String version, Instant asOf) {

    /** As a server-sent event. */
    String event() {
        return "id: %1$s\nevent: figures\ndata: {\"version\":\"%1$s\",\"as_of\":\"%2$s\"}\n\n".formatted(version, asOf);
    }
}
