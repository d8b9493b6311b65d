package io.rollcall.schemas.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RollupCellsTest {

    @Property(tries = 300)
    void countsEveryRowInItsUtcQuarter(
            @ForAll @Size(min = 1, max = 50)
                    List<@LongRange(min = -100_000_000_000_000_000L, max = 100_000_000_000_000_000L) Long> moments) {
        long[] micros = moments.stream().mapToLong(Long::longValue).toArray();
        long[] by = LongStream.range(0, micros.length).map(i -> i % 3).toArray();
        RollupCells cells = RollupCells.count(
                micros, List.of(by), IntStream.range(0, micros.length).toArray());
        assertThat(LongStream.of(cells.counts()).sum()).isEqualTo(micros.length);
        for (int row = 0; row < micros.length; row++) {
            ZonedDateTime utc =
                    Instant.EPOCH.plus(micros[row], ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
            int of = row;
            assertThat(IntStream.range(0, cells.years().length)
                            .filter(cell -> cells.years()[cell] == utc.getYear()
                                    && cells.quarters()[cell] == utc.get(IsoFields.QUARTER_OF_YEAR)
                                    && cells.by().getFirst()[cell] == by[of]))
                    .hasSize(1);
        }
    }
}
