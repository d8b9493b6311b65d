package io.rollcall.gateway.receipts;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the topic {@code batches} has said of one batch. Saying a thing twice changes nothing. Not thread-safe. */
final class HeardBatch {

    private final BatchProgress first;
    private State state = State.OPEN;
    private @Nullable Instant closedAt;
    private final Map<String, Rows> tables = new HashMap<>();

    HeardBatch(BatchProgress first) {
        this.first = first;
    }

    static HeardBatch of(BatchProgress only) {
        HeardBatch batch = new HeardBatch(only);
        batch.hear(only);
        return batch;
    }

    void hear(BatchProgress progress) {
        for (Part part : progress.parts()) {
            tables.computeIfAbsent(part.table(), table -> new Rows()).hear(part);
        }
        // A request that failed may be sent again and accepted then; nothing undoes that.
        if (Receipt.isLater(progress.state(), state)) {
            state = progress.state();
            closedAt = progress.at();
        }
    }

    boolean isLeftOpenBy(String gateway) {
        return state == State.OPEN && first.gateway().equals(gateway);
    }

    BatchProgress first() {
        return first;
    }

    State state() {
        return state;
    }

    Receipt receipt() {
        Map<String, Counts> counts = new HashMap<>();
        tables.forEach((table, rows) -> counts.put(table, new Counts(rows.total, 0, 0)));
        return new Receipt(
                first.batch(), state, first.source(), first.submittedBy(), first.openedAt(), closedAt, counts);
    }

    /** Rows by thousand: a large batch has many thousands, so each takes two bytes. */
    private static final class Rows {

        private short[] byChunk = new short[1];
        private long total;

        void hear(Part part) {
            if (part.chunk() >= byChunk.length) {
                byChunk = Arrays.copyOf(byChunk, Math.max(part.chunk() + 1, 2 * byChunk.length));
            }
            int more = part.rows() - byChunk[part.chunk()];
            if (more > 0) {
                byChunk[part.chunk()] = (short) part.rows();
                total += more;
            }
        }
    }
}
