package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.testsupport.Backends;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollupVerificationTest {

    private static HiresDatabase database;

    @BeforeAll
    static void open() {
        database = new HiresDatabase(Backends.freshDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void storeThreeHires() {
        database.empty();
        database.department(1, "Support").job(1, "Clerk");
        database.hire(1, Instant.parse("2021-01-01T00:00:00Z"), 1, 1);
        database.hire(2, Instant.parse("2021-02-01T00:00:00Z"), 1, 1);
        database.hire(3, Instant.parse("2022-12-31T23:59:59Z"), 1, 1);
    }

    @Test
    void endsWellWhenEveryCountIsRight() {
        database.count(2021, 1, 1, 1, 0, 3).count(2021, 1, 1, 1, 1, -1).count(2022, 4, 1, 1, 0, 1);
        database.count(2020, 1, 1, 1, 0, 1).count(2020, 1, 1, 1, 1, -1);

        assertThat(MetricsApplication.verify(database.settings())).isZero();
    }

    @Test
    void failsWhenACountIsWrong() {
        database.count(2021, 1, 1, 1, 0, 1).count(2022, 4, 1, 1, 0, 1);

        assertThat(MetricsApplication.verify(database.settings())).isEqualTo(2);
    }

    @Test
    void failsWhenHiresAreNotCounted() {
        database.count(2021, 1, 1, 1, 0, 2);

        assertThat(MetricsApplication.verify(database.settings())).isEqualTo(2);
    }

    @Test
    void failsWhenWhatIsCountedIsNotThere() {
        database.count(2021, 1, 1, 1, 0, 2).count(2022, 4, 1, 1, 0, 1).count(2023, 1, 1, 1, 0, 1);

        assertThat(MetricsApplication.verify(database.settings())).isEqualTo(2);
    }
}
