package io.rollcall.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchIdsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void areUuidsOfVersion7WithTheTimeInFront() {
        UUID id = new BatchIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void growEvenWithinAMillisecondAndAsText() {
        BatchIds ids = new BatchIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
        List<String> given =
                Stream.generate(ids::next).limit(10_000).map(UUID::toString).toList();
        assertThat(given).isSorted().doesNotHaveDuplicates();
    }
}
