package io.rollcall.gateway.receipts;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many rows were received and what became of them: {@code received = stored + rejected + pending}, always.
 *
 * @param received acknowledged by Kafka
 * @param stored in their table
 * @param rejected among the dead letters
 */
public record Counts(long received, long stored, long rejected) {

    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        // A verdict is proof that its row was received, whoever has heard of it yet.
        received = Math.max(received, stored + rejected);
    }

    /** Rows without a verdict so far. */
    @JsonProperty
    public long pending() {
        return received - stored - rejected;
    }

    Counts plus(Counts other) {
        return new Counts(received + other.received, stored + other.stored, rejected + other.rejected);
    }

    /** The same rows, seen from two sides of which either may lag behind. */
    Counts orLater(Counts other) {
        return new Counts(
                Math.max(received, other.received), Math.max(stored, other.stored), Math.max(rejected, other.rejected));
    }
}
