package io.rollcall.sink.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonbTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ \"a\" : [1, 2.50, -3e5, true, null, \"é\\n\\ud83d\\ude00\"] }", "\"\\\\u0000\""})
    void leavesJsonAsItIs(String json) {
        assertThat(JsonbText.of(json)).isEqualTo(new JsonbText(json, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "[\"a\\u0000b\"] [\"a\uFFFDb\"]",
                "[\"\\ud83d\"] [\"\uFFFD\"]",
                "[\"\\ude00x\"] [\"\uFFFDx\"]",
                "{\"\\u0000\":1.10} {\"\uFFFD\":1.10}",
                "[1e200000,0] [\"1e200000\",0]",
                "[1e-200000] [\"1e-200000\"]",
                "[1e99999999999] [\"1e99999999999\"]"
            })
    void writesOtherwiseWhatJsonbRefuses(String json, String expected) {
        assertThat(JsonbText.of(json)).isEqualTo(new JsonbText(expected, true));
    }

    @Test
    void refusesWhatIsNoJsonOrNestedWithoutEnd() {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JsonbText.of("{\"a\":"));
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JsonbText.of("[".repeat(5000) + "]".repeat(5000)));
    }
}
