package io.rollcall.gateway.publish;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A request in the hands of this gateway.
 *
 * @param id its id
 * @param source what submits it: {@code ingest}, {@code migrate}
 * @param sender who sent it
 * @param openedAt when it began
 * @param gateway this gateway's instance
 */
public record Batch(UUID id, String source, Sender sender, Instant openedAt, String gateway) {

    /** What there is to say of it now. */
    public BatchProgress progress(State state, List<Part> parts, Clock clock) {
        return new BatchProgress(id, source, sender.user(), openedAt, clock.instant(), state, gateway, parts);
    }
}
