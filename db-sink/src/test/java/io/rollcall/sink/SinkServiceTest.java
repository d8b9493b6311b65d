package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.schemas.Tables;
import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.consumer.SinkStatus.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;

class SinkServiceTest {

    private final SinkStatus status = new SinkStatus(Clock.systemUTC());
    private final Broken database = new Broken();
    private final SinkService service = new SinkService(
            new SinkSetup(new DatabaseSetup(Tables.fromClassPath(), Optional.empty()), database, status),
            () -> {
                throw new IllegalStateException("not reached without a database");
            },
            List.of(),
            1,
            status);

    @Test
    void isNotReadyAndTriesAgainWhateverGoesWrong() {
        service.start();
        try {
            assertThat(new SinkHealth(status, Duration.ofMinutes(1)).health().getStatus())
                    .isEqualTo(Status.DOWN);
            await().atMost(Duration.ofSeconds(30)).until(() -> database.calls.get() > 1);
            assertThat(status.troubles()).containsOnlyKeys(Part.SETUP, Part.THREAD);
            assertThat(status.troubles().toString()).doesNotContain("secret");
        } finally {
            service.stop();
        }
    }

    @Test
    void saysOfTheDatabaseNoMoreThanItsState() {
        SQLException refusal = new SQLException("role \"secret\" may not", "42501");
        assertThat(Reason.ofDatabase(new IllegalStateException(refusal)))
                .contains("SQLSTATE 42501")
                .doesNotContain("secret");
        assertThat(Reason.ofDatabase(new SQLException("secret"))).contains("SQLSTATE unknown");
    }

    private static final class Broken extends AbstractDataSource {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Connection getConnection() {
            calls.incrementAndGet();
            throw new IllegalStateException("a secret");
        }

        @Override
        public Connection getConnection(String username, String password) {
            return getConnection();
        }
    }
}
