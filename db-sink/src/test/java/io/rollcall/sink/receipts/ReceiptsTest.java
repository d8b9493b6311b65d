package io.rollcall.sink.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptsTest {

    private static final UUID BATCH = new UUID(1, 2);

    private static Headers headers(String batch, String row) {
        return new org.apache.kafka.common.header.internals.RecordHeaders()
                .add(RecordHeaders.BATCH_ID, batch.getBytes(StandardCharsets.UTF_8))
                .add(RecordHeaders.ROW, row.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 200)
    void setsTheBitOfTheRowInItsChunk(@ForAll @IntRange(max = 3_000_000) int row) {
        Receipts receipts = new Receipts();
        receipts.stored("jobs", headers(BATCH.toString(), String.valueOf(row)));
        ReceiptLine line = receipts.lines().getFirst();
        assertThat(line.chunk()).isEqualTo(row / 1000);
        assertThat(line.stored()).hasSize(251).startsWith("x");
        int digit = Character.digit(line.stored().charAt(1 + row % 1000 / 4), 16);
        assertThat(digit).isEqualTo(8 >> row % 4);
        assertThat(line.stored().replace("0", "")).hasSize(2);
    }

    @Test
    void collectsWhatBelongsTogether() {
        Receipts receipts = new Receipts();
        for (int row = 0; row < 1000; row++) {
            receipts.stored("jobs", headers(BATCH.toString(), String.valueOf(row)));
        }
        receipts.rejected(BATCH, "departments", 5);
        Instant now = Instant.EPOCH;
        receipts.announced(new BatchProgress(
                BATCH,
                "ingest",
                null,
                now,
                now,
                BatchProgress.State.ACCEPTED,
                "g",
                List.of(new BatchProgress.Part("jobs", 0, 900), new BatchProgress.Part("jobs", 0, 1000))));
        assertThat(receipts.lines())
                .containsExactlyInAnyOrder(
                        new ReceiptLine(BATCH, "jobs", 0, 1000, "x" + "f".repeat(250), "x" + "0".repeat(250)),
                        new ReceiptLine(BATCH, "departments", 0, null, "x" + "0".repeat(250), "x04" + "0".repeat(248)));
    }

    @ParameterizedTest
    @CsvSource({
        "not-a-uuid,1",
        "1-2-3-4-5,1",
        "00000000-0000-0001-0000-000000000002,-1",
        "00000000-0000-0001-0000-000000000002,1x",
        "00000000-0000-0001-0000-000000000002,''",
        "00000000-0000-0001-0000-000000000002,9999999999999"
    })
    void countsHeadersThatSayNothingForNoReceipt(String batch, String row) {
        Receipts receipts = new Receipts();
        receipts.stored("jobs", headers(batch, row));
        assertThat(receipts.lines()).isEmpty();
        assertThat(receipts.unreadable()).isEqualTo(1);
    }

    @Test
    void asksNothingOfRecordsWithoutHeaders() {
        Receipts receipts = new Receipts();
        receipts.stored("jobs", new org.apache.kafka.common.header.internals.RecordHeaders());
        assertThat(receipts.lines()).isEmpty();
        assertThat(receipts.unreadable()).isZero();
    }
}
