package io.rollcall.gateway.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.rollcall.gateway.receipts.ReceiptFeed.Pace;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** With Postgres away all the time. */
class ReceiptFeedTest {

    private static final Pace FAST = new Pace(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(10));
    private static final UUID ID = UUID.fromString("0198c9b0-0000-7000-8000-000000000001");

    private final RecentBatches recent = new RecentBatches(100);
    private final ReceiptFeed feed = new ReceiptFeed(
            new Receipts(
                    new StoredReceipts(
                            JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"))),
                    recent),
            FAST);
    private final List<Receipt> taken = new ArrayList<>();

    @Test
    void keepsTheLastReceiptAndGoesOnWhilePostgresIsAway() throws Exception {
        recent.hear(
                new BatchProgress(ID, "ingest", "ann", Instant.EPOCH, Instant.EPOCH, State.ACCEPTED, "g1", List.of()));
        Receipt known = receipt(State.ACCEPTED, new Counts(3, 2, 0));
        feed.follow(known, new Follower(5));
        assertThat(taken).containsExactly(known);
    }

    @Test
    void isDoneAtOnceWithWhatIsComplete() throws Exception {
        Receipt complete = receipt(State.ACCEPTED, new Counts(3, 2, 1));
        feed.follow(complete, new Follower(1));
        assertThat(taken).containsExactly(complete, complete);
    }

    @Test
    void tellsNobodyAnythingAfterItsEnd() throws Exception {
        feed.end();
        Receipt pending = receipt(State.ACCEPTED, new Counts(3, 2, 0));
        feed.follow(pending, new Follower(1));
        assertThat(taken).containsExactly(pending);
    }

    @Test
    void stopsWhenTheFollowerIsGone() {
        Receipt pending = receipt(State.ACCEPTED, new Counts(3, 2, 0));
        assertThatIOException().isThrownBy(() -> feed.follow(pending, new Follower(0)));
    }

    @Test
    void looksLessAndLessOftenUpToABound() {
        Pace pace = Pace.USUAL;
        assertThat(pace.slower(pace.shortest())).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.slower(pace.longest())).isEqualTo(pace.longest());
    }

    private static Receipt receipt(State state, Counts counts) {
        return new Receipt(ID, state, "ingest", "ann", Instant.EPOCH, null, Map.of("jobs", counts));
    }

    /** Ends the feed when it has heard so often that nothing is new; leaves at once where that is never. */
    private final class Follower implements ReceiptFeed.Follower {

        private int patience;

        Follower(int patience) {
            this.patience = patience;
        }

        @Override
        public void take(Receipt receipt) {
            taken.add(receipt);
        }

        @Override
        public void takeComplete(Receipt receipt) {
            taken.add(receipt);
        }

        @Override
        public void hearNothingNew() throws IOException {
            if (patience == 0) {
                throw new IOException("gone");
            }
            if (--patience == 0) {
                feed.end();
            }
        }
    }
}
