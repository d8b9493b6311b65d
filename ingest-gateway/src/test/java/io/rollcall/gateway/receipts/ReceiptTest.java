package io.rollcall.gateway.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReceiptTest {

    private static final UUID ID = UUID.fromString("0198c9b0-0000-7000-8000-000000000001");

    @Property
    void receivedIsStoredPlusRejectedPlusPendingAlways(
            @ForAll @IntRange(max = 2000) int received,
            @ForAll @IntRange(max = 1000) int stored,
            @ForAll @IntRange(max = 1000) int rejected,
            @ForAll @IntRange(max = 2000) int heard) {
        Counts counts = new Counts(received, stored, rejected).orLater(new Counts(heard, 0, 0));
        assertThat(counts.pending()).isNotNegative();
        assertThat(counts.received()).isEqualTo(counts.stored() + counts.rejected() + counts.pending());
        assertThat(counts.received()).isGreaterThanOrEqualTo(Math.max(received, heard));
    }

    @Test
    void isCompleteWhenClosedAndNothingIsPending() {
        assertThat(receipt(State.OPEN, new Counts(2, 1, 1)).isComplete()).isFalse();
        assertThat(receipt(State.ACCEPTED, new Counts(3, 1, 1)).isComplete()).isFalse();
        assertThat(receipt(State.ACCEPTED, new Counts(2, 1, 1)).isComplete()).isTrue();
        assertThat(receipt(State.INTERRUPTED, new Counts(2, 1, 1)).isComplete()).isTrue();
    }

    @Test
    void addsWhatTheTopicSaysAlready() {
        Receipt kept = new Receipt(ID, State.OPEN, null, null, null, null, Map.of("jobs", new Counts(1, 1, 0)));
        Receipt heard = new Receipt(
                ID,
                State.ACCEPTED,
                "ingest",
                "ann",
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("jobs", new Counts(5, 0, 0), "departments", new Counts(2, 0, 0)));
        Receipt merged = kept.with(heard);
        assertThat(merged.state()).isEqualTo(State.ACCEPTED);
        assertThat(merged.source()).isEqualTo("ingest");
        assertThat(merged.received()).isEqualTo(7);
        assertThat(merged.stored()).isEqualTo(1);
        assertThat(merged.pending()).isEqualTo(6);
    }

    @Test
    void takesTheLaterStateWithItsOwnEnd() {
        Receipt failed = closed(State.FAILED, Instant.EPOCH);
        Receipt accepted = closed(State.ACCEPTED, Instant.EPOCH.plusSeconds(1));
        assertThat(failed.with(accepted)).isEqualTo(accepted);
        assertThat(accepted.with(failed)).isEqualTo(accepted);
        assertThat(closed(State.INTERRUPTED, Instant.EPOCH).with(failed)).isEqualTo(failed);
        assertThat(failed.with(receipt(State.OPEN, new Counts(0, 0, 0)))).isEqualTo(failed);
    }

    @Test
    void hasTheShapeThatTheContractNames() {
        String json = JsonMapper.shared().writeValueAsString(receipt(State.ACCEPTED, new Counts(3, 1, 1)));
        assertThat(json).isEqualTo("""
                {"id":"0198c9b0-0000-7000-8000-000000000001","state":"accepted","source":"ingest","submitted_by":"ann",\
                "opened_at":"1970-01-01T00:00:00Z","closed_at":null,"received":3,"stored":1,"rejected":1,"pending":1,\
                "complete":false,"tables":{"jobs":{"received":3,"stored":1,"rejected":1,"pending":1}}}""");
    }

    private static Receipt closed(State state, Instant at) {
        return new Receipt(ID, state, "ingest", "ann", Instant.EPOCH, at, Map.of("jobs", new Counts(0, 0, 0)));
    }

    private static Receipt receipt(State state, Counts counts) {
        return new Receipt(ID, state, "ingest", "ann", Instant.EPOCH, null, Map.of("jobs", counts));
    }
}
