package io.rollcall.gateway.receipts;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest batches of all gateways as the topic {@code batches} tells of them, so that a receipt is there before
 * Postgres has it. Open batches are kept however old they are; of the others, those that were spoken of last: an old one
 * may only now have been completed by its repetition. Thread-safe.
 */
public final class RecentBatches {

    private final int most;
    private final NavigableMap<UUID, HeardBatch> batches = new TreeMap<>();
    /** In the order in which they were last spoken of. */
    private final SequencedSet<UUID> closed = new LinkedHashSet<>();

    public RecentBatches(int most) {
        this.most = most;
    }

    public synchronized void hear(BatchProgress progress) {
        HeardBatch batch = batches.computeIfAbsent(progress.batch(), id -> new HeardBatch(progress));
        batch.hear(progress);
        if (batch.state() != State.OPEN) {
            closed.addLast(progress.batch());
        }
        if (batches.size() > most && closed.size() > 1) {
            batches.remove(closed.removeFirst());
        }
    }

    public synchronized Optional<Receipt> receipt(UUID id) {
        return Optional.ofNullable(batches.get(id)).map(HeardBatch::receipt);
    }

    /** The newest batches older than that one. */
    synchronized List<Receipt> newest(int limit, @Nullable UUID after) {
        NavigableMap<UUID, HeardBatch> older = after == null ? batches : batches.headMap(after, false);
        return older.descendingMap().values().stream()
                .limit(limit)
                .map(HeardBatch::receipt)
                .toList();
    }

    /** The first words about each batch that this gateway has begun and nobody has closed. */
    public synchronized List<BatchProgress> leftOpenBy(String gateway) {
        return batches.values().stream()
                .filter(batch -> batch.isLeftOpenBy(gateway))
                .map(HeardBatch::first)
                .toList();
    }
}
