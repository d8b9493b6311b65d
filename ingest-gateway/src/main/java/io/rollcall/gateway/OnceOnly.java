package io.rollcall.gateway;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.claims.Claim;
import io.rollcall.gateway.kafka.Connection;
import io.rollcall.gateway.publish.BatchIds;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/**
 * Idempotency: a request with a key that was used before gives the receipt of the first. Where the first stopped
 * halfway, or its gateway died with it, the same rows are sent again under the same batch, in which they are the same
 * rows: whatever stands already is not counted twice.
 */
@Service
public final class OnceOnly {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final BatchIds ids;
    private final Receipts receipts;
    private final Duration patience;
    private final Duration retryAfter;
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    OnceOnly(BatchIds ids, Receipts receipts, GatewayProperties properties) {
        this.ids = ids;
        this.receipts = receipts;
        patience = properties.deliveryTimeout();
        retryAfter = properties.retryAfter();
    }

    /** A request's key: the fingerprints of user and key, and of what was sent. */
    public record Key(String key, String request) {}

    /**
     * Submits the request, unless it was before.
     *
     * @param submission submits it as the batch of that id
     * @throws ProblemException if the key was used with another request, or its first use is not at its end yet
     * @throws DataAccessException if only Postgres could tell what became of the first use, and cannot be asked
     */
    public Receipt submit(Connection kafka, Optional<Key> key, Function<UUID, Receipt> submission)
            throws InterruptedException {
        UUID batch = ids.next();
        if (key.isEmpty()) {
            return submission.apply(batch);
        }
        Claim mine = new Claim(key.get().key(), key.get().request(), batch);
        inHand.add(batch);
        try {
            Claim holder = kafka.claim(mine);
            if (!holder.request().equals(mine.request())) {
                throw ProblemException.of(Problem.IDEMPOTENCY_KEY_REUSED)
                        .detail("This key came with another request before. Nothing was published.");
            }
            return holder.batch().equals(batch) ? submission.apply(batch) : again(holder.batch(), submission);
        } finally {
            inHand.remove(batch);
        }
    }

    private Receipt again(UUID first, Function<UUID, Receipt> submission) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Receipt> receipt = receipts.latest(first);
            State state = receipt.map(Receipt::state).orElse(State.OPEN);
            if (state == State.ACCEPTED) {
                return receipt.orElseThrow();
            }
            boolean late = System.nanoTime() >= deadline;
            if (late && (receipt.isPresent() || inHand.contains(first)) && state == State.OPEN) {
                throw stillAtWork(first);
            }
            if ((late || state != State.OPEN) && inHand.add(first)) {
                try {
                    return submission.apply(first);
                } finally {
                    inHand.remove(first);
                }
            }
            if (late) {
                throw stillAtWork(first);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private ProblemException stillAtWork(UUID batch) {
        return ProblemException.of(Problem.CONFLICT)
                .detail("The first request with this key is still being worked on.")
                .with("batch", batch)
                .with("retryable", true)
                .retryAfter(retryAfter);
    }
}
