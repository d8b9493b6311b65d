package io.rollcall.gateway.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param id the batch
 * @param state how far its submission is
 * @param source what submitted it: {@code ingest}, {@code migrate}
 * @param submittedBy the user
 * @param openedAt when the request began
 * @param closedAt when it ended, if it has
 * @param tables the rows by table
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "id",
    "state",
    "source",
    "submitted_by",
    "opened_at",
    "closed_at",
    "received",
    "stored",
    "rejected",
    "pending",
    "complete",
    "tables"
})
public record Receipt(
        UUID id,
        State state,
        @Nullable String source,
        @JsonProperty("submitted_by") @Nullable String submittedBy,
        @JsonProperty("opened_at") @Nullable Instant openedAt,
        @JsonProperty("closed_at") @Nullable Instant closedAt,
        Map<String, Counts> tables) {

    /** A batch's state only moves forward, whatever the order of the messages; in Postgres too. */
    private static final List<State> ORDER = List.of(State.OPEN, State.INTERRUPTED, State.FAILED, State.ACCEPTED);

    public Receipt {
        tables = new TreeMap<>(tables);
    }

    @JsonProperty
    public long received() {
        return total().received();
    }

    @JsonProperty
    public long stored() {
        return total().stored();
    }

    @JsonProperty
    public long rejected() {
        return total().rejected();
    }

    @JsonProperty
    public long pending() {
        return total().pending();
    }

    /** Whether nothing about it will change any more. */
    @JsonProperty("complete")
    public boolean isComplete() {
        return state != State.OPEN && pending() == 0;
    }

    private Counts total() {
        return tables.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    Receipt withTables(Map<String, Counts> counts) {
        return new Receipt(id, state, source, submittedBy, openedAt, closedAt, counts);
    }

    static boolean isLater(State state, State than) {
        return ORDER.indexOf(state) > ORDER.indexOf(than);
    }

    /** This receipt as Postgres has it, with what the topic says already. */
    Receipt with(Receipt heard) {
        Map<String, Counts> merged = new TreeMap<>(tables);
        heard.tables.forEach((table, counts) -> merged.merge(table, counts, Counts::orLater));
        Receipt latest = isLater(heard.state, state) ? heard : this;
        return new Receipt(
                id,
                latest.state,
                source == null ? heard.source : source,
                submittedBy == null ? heard.submittedBy : submittedBy,
                openedAt == null ? heard.openedAt : openedAt,
                latest.closedAt,
                merged);
    }
}
