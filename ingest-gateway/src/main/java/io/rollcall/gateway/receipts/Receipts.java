package io.rollcall.gateway.receipts;

import io.rollcall.schemas.record.BatchProgress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Receipts from Postgres and the topic together. */
public final class Receipts {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final StoredReceipts stored;
    private final RecentBatches recent;

    public Receipts(StoredReceipts stored, RecentBatches recent) {
        this.stored = stored;
        this.recent = recent;
    }

    /**
     * The receipt of a batch.
     *
     * @param catchUp waits until everything that was said before now has been heard; called only if nobody knows the
     *     batch, which another gateway may have accepted a moment ago
     * @throws DataAccessException if Postgres cannot be asked
     */
    public Optional<Receipt> receipt(UUID id, Runnable catchUp) {
        Optional<Receipt> known = known(id);
        if (known.isPresent()) {
            return known;
        }
        catchUp.run();
        return recent.receipt(id);
    }

    private Optional<Receipt> known(UUID id) {
        Optional<Receipt> heard = recent.receipt(id);
        Optional<Receipt> kept = stored.receipt(id);
        return kept.map(receipt -> heard.map(receipt::with).orElse(receipt)).or(() -> heard);
    }

    /**
     * What is known of a batch at the moment, which the topic's memory may know without Postgres.
     *
     * @throws DataAccessException if only Postgres could know it and cannot be asked
     */
    public Optional<Receipt> latest(UUID id) {
        try {
            return known(id);
        } catch (DataAccessException e) {
            return Optional.of(recent.receipt(id).orElseThrow(() -> e));
        }
    }

    /** The batch as it was just said on the topic, verdicts left aside; from its last word if all else is forgotten. */
    public Receipt heard(BatchProgress progress) {
        return recent.receipt(progress.batch())
                .orElseGet(() -> HeardBatch.of(progress).receipt());
    }

    /**
     * The newest batches.
     *
     * @param after the batch before the first one wanted
     * @throws DataAccessException if Postgres cannot be asked
     */
    public List<Receipt> newest(int limit, @Nullable UUID after) {
        Map<UUID, Receipt> batches = new TreeMap<>(Comparator.reverseOrder());
        recent.newest(limit, after).forEach(heard -> batches.put(heard.id(), heard));
        stored.newest(limit, after)
                .forEach(kept -> batches.merge(kept.id(), kept, (heard, known) -> known.with(heard)));
        return batches.values().stream().limit(limit).toList();
    }

    /**
     * The receipt as soon as it is complete, or what it is when the time is up.
     *
     * @param receipt the receipt so far
     */
    public Receipt await(Receipt receipt, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Receipt latest = receipt;
        while (!latest.isComplete() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            latest = renewed(latest);
        }
        return latest;
    }

    /** Postgres may be back before the time is up; until then the receipt is what it was. */
    private Receipt renewed(Receipt receipt) {
        try {
            return latest(receipt.id()).orElse(receipt);
        } catch (DataAccessException e) {
            return receipt;
        }
    }
}
