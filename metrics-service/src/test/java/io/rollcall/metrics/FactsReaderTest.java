package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.Database;
import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.facts.FactsReader;
import io.rollcall.testsupport.Backends;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class FactsReaderTest {

    private final Database postgres = Backends.freshDatabase();
    private final HiresDatabase database = new HiresDatabase(postgres);
    private final SingleConnectionDataSource connection = new SingleConnectionDataSource(
            postgres.url(), postgres.owner().user(), postgres.owner().password(), true);
    private final FactsReader reader = new FactsReader(JdbcClient.create(connection));

    @BeforeEach
    void storeSomeHires() {
        database.empty();
        database.count(2020, 1, 1, 1, 0, 7)
                .offset("valid.hired_employees", 0, 8)
                .rejected(1, "missing");
    }

    @AfterEach
    void close() {
        connection.destroy();
        database.close();
    }

    @Test
    void readsOnceAsLongAsNothingIsCommittedYetAsOfNow() {
        // Somebody else's commit on the same server, autovacuum's say, may come between the two.
        await().untilAsserted(() -> {
            Facts first = reader.read();
            Facts second = reader.read();

            assertThat(second.years()).isSameAs(first.years());
            assertThat(second.offsets()).isSameAs(first.offsets());
            assertThat(second.rejected()).isSameAs(first.rejected());
            assertThat(second.asOf()).isAfter(first.asOf());
        });
    }

    @Test
    void readsAnewAfterACommit() {
        Facts before = reader.read();
        database.count(2021, 1, 1, 1, 0, 2)
                .offset("valid.hired_employees", 0, 10)
                .rejected(2, "too_long");
        Facts after = reader.read();

        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.hires()).isEqualTo(9);
        assertThat(after.hiresOf(2021)).isEqualTo(2);
        assertThat(after.offsets().getFirst().nextOffset()).isEqualTo(10);
        assertThat(after.rejected().letters()).isEqualTo(3);
        assertThat(after.rejected().isExact()).isTrue();
    }

    @Test
    void ofPagesThatAreWrittenAtATimeOneReadsForAll() {
        FactsReader shared = new FactsReader(JdbcClient.create(new DriverManagerDataSource(
                postgres.url(), postgres.owner().user(), postgres.owner().password())));

        await().untilAsserted(
                        () -> { // as above
                            database.count(2021, 1, 1, 1, 0, 1);
                            CyclicBarrier together = new CyclicBarrier(4);
                            List<Facts> read = new ArrayList<>();
                            try (ExecutorService pages = Executors.newFixedThreadPool(together.getParties())) {
                                Callable<Facts> page = () -> {
                                    together.await();
                                    return shared.read();
                                };
                                for (Future<Facts> written :
                                        pages.invokeAll(Collections.nCopies(together.getParties(), page))) {
                                    read.add(written.get());
                                }
                            }

                            assertThat(read)
                                    .allSatisfy(facts -> assertThat(facts.years())
                                            .isSameAs(read.getFirst().years()));
                        });
    }
}
