package io.rollcall.metrics.pages;

import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.facts.Facts.YearHires;
import java.util.List;
import java.util.stream.IntStream;

/** The years that a page offers, the latest first: those with hires, and the one it shows. */
final class YearChoice {

    private YearChoice() {}

    static List<Integer> of(Facts facts, int shown) {
        return IntStream.concat(IntStream.of(shown), facts.years().stream().mapToInt(YearHires::year))
                .distinct()
                .boxed()
                .sorted((one, other) -> Integer.compare(other, one))
                .toList();
    }
}
