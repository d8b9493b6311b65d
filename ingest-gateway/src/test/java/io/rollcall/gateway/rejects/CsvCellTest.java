package io.rollcall.gateway.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+a", "-a", "@a", "\ta", "\ra", "\0=1", "-", "-5-5", "=5", "+5 ", "-5; -6", "\n=1"})
    void disarmsFormulas(String text) {
        assertThat(CsvCell.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "+5", "-5.", "-5.25", "-5e10", "+5E-3", "5", "a=b", "'=a", " =a", "é"})
    void leavesNumbersAndOtherTextAlone(String text) {
        assertThat(CsvCell.safe(text)).isEqualTo(text);
    }

    @Test
    void numbersKeepTheirDigits() {
        for (String number : new String[] {"1.50", "12345678901234567890123", "0", "-7"}) {
            assertThat(CsvCell.text(Letters.JSON.readTree(number))).isEqualTo(number);
        }
    }
}
