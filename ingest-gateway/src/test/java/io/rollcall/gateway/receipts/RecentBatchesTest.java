package io.rollcall.gateway.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentBatchesTest {

    private final RecentBatches recent = new RecentBatches(3);

    @Test
    void messagesOfABatchAddUp() {
        recent.hear(progress(1, State.OPEN));
        recent.hear(progress(1, State.OPEN, new Part("jobs", 0, 1000), new Part("jobs", 2, 1000)));
        recent.hear(progress(1, State.OPEN, new Part("departments", 0, 12)));
        assertThat(receipt(1).state()).isEqualTo(State.OPEN);
        recent.hear(progress(1, State.ACCEPTED, new Part("jobs", 1, 1000), new Part("jobs", 3, 5)));
        assertThat(receipt(1).received()).isEqualTo(3017);
        assertThat(receipt(1).tables()).containsEntry("jobs", new Counts(3005, 0, 0));
        assertThat(receipt(1).state()).isEqualTo(State.ACCEPTED);
        assertThat(receipt(1).closedAt()).isEqualTo(Instant.EPOCH);
    }

    @Property(tries = 50)
    void sayingAThingTwiceChangesNothing(@ForAll @Size(max = 20) List<@IntRange(max = 5) Integer> chunks) {
        RecentBatches heard = new RecentBatches(3);
        heard.hear(progress(1, State.OPEN));
        chunks.forEach(chunk -> heard.hear(progress(1, State.OPEN, new Part("jobs", chunk, 1000))));
        assertThat(heard.receipt(id(1)).orElseThrow().received())
                .isEqualTo(1000L * chunks.stream().distinct().count());
    }

    @Test
    void whatIsAcceptedStaysAccepted() {
        recent.hear(progress(1, State.FAILED, new Part("jobs", 0, 6)));
        recent.hear(progress(1, State.ACCEPTED, new Part("jobs", 0, 10)));
        recent.hear(progress(1, State.FAILED));
        recent.hear(progress(1, State.OPEN));
        assertThat(receipt(1).state()).isEqualTo(State.ACCEPTED);
        assertThat(receipt(1).received()).isEqualTo(10);
    }

    @Test
    void theOldestClosedBatchIsForgottenAndOpenOnesAreNot() {
        recent.hear(progress(1, State.OPEN));
        for (int i = 2; i <= 6; i++) {
            recent.hear(progress(i, State.ACCEPTED));
        }
        assertThat(recent.newest(10, null)).extracting(Receipt::id).containsExactly(id(6), id(5), id(1));
        assertThat(recent.newest(10, id(6))).extracting(Receipt::id).containsExactly(id(5), id(1));
        assertThat(recent.leftOpenBy("g1")).extracting(BatchProgress::batch).containsExactly(id(1));
        assertThat(recent.leftOpenBy("g2")).isEmpty();
    }

    @Test
    void anOldBatchThatWasJustCompletedIsNotForgottenAtOnce() {
        recent.hear(progress(2, State.ACCEPTED));
        recent.hear(progress(3, State.ACCEPTED));
        recent.hear(progress(4, State.ACCEPTED));
        recent.hear(progress(1, State.ACCEPTED));
        assertThat(recent.newest(10, null)).extracting(Receipt::id).containsExactly(id(4), id(3), id(1));
    }

    @Test
    void theOnlyClosedBatchIsKeptBesideAnyNumberOfOpenOnes() {
        for (int i = 1; i <= 5; i++) {
            recent.hear(progress(i, State.OPEN));
        }
        recent.hear(progress(3, State.ACCEPTED, new Part("jobs", 0, 7)));
        assertThat(receipt(3).received()).isEqualTo(7);
    }

    private Receipt receipt(int number) {
        return recent.receipt(id(number)).orElseThrow();
    }

    private static UUID id(int number) {
        return new UUID(0x7000, number);
    }

    private static BatchProgress progress(int number, State state, Part... parts) {
        return new BatchProgress(
                id(number), "ingest", "ann", Instant.EPOCH, Instant.EPOCH, state, "g1", List.of(parts));
    }
}
