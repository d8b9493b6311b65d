package io.rollcall.validator.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentLinesTest {

    private final RecentLines recent = new RecentLines(2);

    @Test
    void recognisesALineThatWasAdded() {
        assertThat(recent.add("one")).isTrue();
        assertThat(recent.add("two")).isTrue();
        assertThat(recent.add("one")).isFalse();
        assertThat(recent.add("two")).isFalse();
    }

    @Test
    void forgetsTheOldestLine() {
        recent.add("one");
        recent.add("two");
        recent.add("three");
        assertThat(recent.add("three")).isFalse();
        assertThat(recent.add("one")).isTrue();
    }
}
