package io.rollcall.gateway.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All receipts in one.
 *
 * @param received rows acknowledged by Kafka
 * @param stored rows in their table
 * @param rejected rows among the dead letters
 * @param open batches that are not complete
 * @param oldestOpen when the oldest of them began; null if there is none
 */
record ReceiptFigures(
        long received,
        long stored,
        long rejected,
        long open,
        @Nullable Instant oldestOpen) {

    long pending() {
        return received - stored - rejected;
    }
}
