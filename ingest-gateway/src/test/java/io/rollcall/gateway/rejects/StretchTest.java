package io.rollcall.gateway.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.rejects.Stretch.Chunk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StretchTest {

    @Test
    void eachIsOfOneTableAndOfAFewThousandRows() {
        List<Chunk> chunks = IntStream.range(0, 45)
                .mapToObj(i -> i < 21 ? new Chunk("departments", i) : new Chunk("jobs", 2 * i))
                .toList();
        assertThat(Stretch.of(chunks, Place.beginning(), Place.endOf("jobs")))
                .containsExactly(
                        new Stretch("departments", 0, 19_999),
                        new Stretch("departments", 20_000, 20_999),
                        new Stretch("jobs", 42_000, 80_999),
                        new Stretch("jobs", 82_000, 88_999));
    }

    @Test
    void beginsAfterAPlaceAndEndsWithAnother() {
        List<Chunk> chunks = List.of(new Chunk("departments", 3), new Chunk("jobs", 0));
        assertThat(Stretch.of(chunks, new Place("departments", 3123), new Place("jobs", 7)))
                .containsExactly(new Stretch("departments", 3124, 3999), new Stretch("jobs", 0, 7));
        assertThat(Stretch.of(List.of(), Place.beginning(), Place.endOf("jobs")))
                .isEmpty();
    }

    @Test
    void aPlaceLiesInAThousand() {
        assertThat(Stretch.chunkOf(Place.beginning())).isZero();
        assertThat(Stretch.chunkOf(new Place("jobs", 1999))).isEqualTo(1);
        assertThat(Stretch.chunkOf(Place.endOf("jobs"))).isEqualTo(Integer.MAX_VALUE);
    }
}
