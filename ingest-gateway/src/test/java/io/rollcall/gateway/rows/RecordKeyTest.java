package io.rollcall.gateway.rows;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "' 7 ', 7",
        "'\t7', 7",
        "007, 7",
        "+7, 7",
        "+007, 7",
        "-7, -7",
        "-007, -7",
        "0, 0",
        "000, 0",
        "-0, 0",
        "+0, 0",
        "9223372036854775807, 9223372036854775807",
        "009223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "+9223372036854775807, 9223372036854775807",
        "1234567890123456789, 1234567890123456789"
    })
    void everyWayOfWritingAnIntegerGivesTheSameKey(String text, String key) {
        assertThat(RecordKey.of(text)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                "--7",
                "+-7",
                "7.0",
                "1e3",
                "0x7",
                "7 7",
                "seven",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "\u0667",
                "7\u0000",
                "1_000"
            })
    void whatIsNoIntegerOf64BitsHasNoKey(String text) {
        assertThat(RecordKey.of(text)).isNull();
    }

    @Test
    void aMissingIdHasNoKey() {
        assertThat(RecordKey.of(null)).isNull();
    }

    @Property
    void numbersAndTheirTextsMeet(@ForAll long id) {
        assertThat(RecordKey.of(id)).isEqualTo(Long.toString(id)).isEqualTo(RecordKey.of(Long.toString(id)));
    }

    @Property(tries = 300)
    void textIsAnIdExactlyWhereItParsesAsOne(@ForAll String text) {
        String expected = null;
        if (text.strip().matches("[+-]?[0-9]+")) {
            try {
                expected = Long.toString(Long.parseLong(text.strip()));
            } catch (NumberFormatException e) {
                expected = null;
            }
        }
        assertThat(RecordKey.of(text)).isEqualTo(expected);
    }
}
