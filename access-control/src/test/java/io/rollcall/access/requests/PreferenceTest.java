package io.rollcall.access.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10 | 10", "wait = 10 | 10", "WAIT=\"10\" | 10", "respond-async, wait=10 | 10",
                        "wait=10, wait=20 | 10",
                "wait=10; x=y | 10", "foo; bar, wait=3 | 3", "wait=0 | 0", "wait=60 | 60", "wait=61 | 60",
                "wait=999999999 | 60"
            })
    void understandsTheWait(String header, long seconds) {
        assertThat(Preference.wait(Collections.enumeration(List.of(header)))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=ten",
                "await=10",
                "x=wait=10",
                "wait=99999999999"
            })
    void whatCannotBeUnderstoodIsNoPreference(String header) {
        assertThat(Preference.wait(Collections.enumeration(List.of(header)))).isEmpty();
    }

    @Test
    void theFirstOfSeveralHeadersCounts() {
        assertThat(Preference.wait(Collections.enumeration(List.of("return=minimal", "wait=5"))))
                .contains(Duration.ofSeconds(5));
        assertThat(Preference.wait(Collections.emptyEnumeration())).isEmpty();
    }
}
