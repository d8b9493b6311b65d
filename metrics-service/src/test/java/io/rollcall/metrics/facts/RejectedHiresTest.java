package io.rollcall.metrics.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedHiresTest {

    /** A quick one is taken anew at once; a dear one after ten times as long as it took, but ten seconds at most. */
    @ParameterizedTest
    @CsvSource({"20,0,false", "21,0,true", "21,209,true", "21,210,false", "5000,9999,true", "5000,10000,false"})
    void restsAfterADearCount(long took, long since, boolean rests) {
        long at = Long.MAX_VALUE - 1; // System.nanoTime() may overflow
        var counted = new RejectedHires.Counted(
                "state", at, TimeUnit.MILLISECONDS.toNanos(took), new Rejected(1, List.of(), true));

        assertThat(counted.isToRest(at + TimeUnit.MILLISECONDS.toNanos(since))).isEqualTo(rests);
    }
}
