package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SinkPropertiesTest {

    private static SinkProperties fetching(String size) {
        return new SinkProperties(
                "db-sink", 2, 20_000, DataSize.parse(size), null, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    @Test
    void takesFetchSizesWithinTheirBoundsOnly() {
        assertThat(fetching("64KB").fetchSize()).isEqualTo(DataSize.ofKilobytes(64));
        assertThat(fetching("64MB").fetchSize()).isEqualTo(DataSize.ofMegabytes(64));
        assertThatIllegalArgumentException().isThrownBy(() -> fetching("65535B"));
        assertThatIllegalArgumentException().isThrownBy(() -> fetching("4GB")).withMessageContaining("fetch-size");
    }
}
