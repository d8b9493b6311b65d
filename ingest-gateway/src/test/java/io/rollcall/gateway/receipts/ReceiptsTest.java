package io.rollcall.gateway.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ReceiptsTest {

    private static final UUID ID = UUID.fromString("0198c9b0-0000-7000-8000-000000000001");
    private static final BatchProgress FAILED = new BatchProgress(
            ID,
            "ingest",
            "ann",
            Instant.EPOCH,
            Instant.EPOCH,
            State.FAILED,
            "g1",
            List.of(new BatchProgress.Part("jobs", 0, 3)));

    private final RecentBatches recent = new RecentBatches(100);
    private final Receipts withoutPostgres = new Receipts(
            new StoredReceipts(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"))),
            recent);

    @Test
    void knowsWithoutPostgresWhatTheTopicSaid() {
        recent.hear(FAILED);
        assertThat(withoutPostgres.latest(ID)).map(Receipt::state).contains(State.FAILED);
    }

    @Test
    void doesNotCallABatchUnknownThatPostgresMayKnow() {
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> withoutPostgres.latest(ID));
    }

    @Test
    void givesTheReceiptOfABatchThatIsForgottenAlready() {
        assertThat(withoutPostgres.heard(FAILED).received()).isEqualTo(3);
        assertThat(withoutPostgres.heard(FAILED).state()).isEqualTo(State.FAILED);
    }

    @Test
    void leavesAReceiptAsItIsWhilePostgresIsAway() throws InterruptedException {
        recent.hear(FAILED);
        Receipt receipt = recent.receipt(ID).orElseThrow();
        Receipts forgetful = new Receipts(
                new StoredReceipts(
                        JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"))),
                new RecentBatches(100));
        assertThat(forgetful.await(receipt, Duration.ofMillis(1))).isEqualTo(receipt);
    }
}
