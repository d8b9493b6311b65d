package io.rollcall.schemas.rules;

import static io.rollcall.schemas.rules.Rows.DEPARTMENTS;
import static io.rollcall.schemas.rules.Rows.HIRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonRowsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                           |
                    "7"                         |
                    " +7 "                      |
                    7.0                         | id not_an_integer
                    7.5                         | id not_an_integer
                    7e0                         | id not_an_integer
                    "7.0"                       | id not_an_integer
                    "seven"                     | id not_an_integer
                    0                           | id out_of_range
                    -7                          | id out_of_range
                    9223372036854775807         |
                    9223372036854775808         | id out_of_range
                    "9223372036854775808"       | id out_of_range
                    -1e999999999                | id not_an_integer
                    null                        | id missing
                    ""                          | id missing
                    " "                         | id missing
                    true                        | id wrong_type
                    [7]                         | id wrong_type
                    []                          | id wrong_type
                    {"id": 7}                   | id wrong_type
                    """)
    void judgesAnIdInJson(String id, @Nullable String fault) {
        SentRow row = Rows.json(DEPARTMENTS, "{\"id\": " + id + ", \"department\": \"Sales\"}");

        assertThat(Rows.faults(DEPARTMENTS, row)).isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "1.5", "true", "[\"Sales\"]", "{}", "12345678901234567890123"})
    void takesNothingButTextForText(String name) {
        SentRow row = Rows.json(DEPARTMENTS, "{\"id\": 1, \"department\": " + name + "}");

        assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("department wrong_type");
        assertThat(Original.json(DEPARTMENTS, row)).hasToString("{\"id\":1,\"department\":" + name + "}");
    }

    @Test
    void readsTheCellsOfALineOfCsv() {
        assertThat(Rows.sound(DEPARTMENTS, Rows.json(DEPARTMENTS, "[\"1\", \" Sales\"]"))
                        .value())
                .hasToString("{\"id\": 1, \"department\": \"Sales\"}");
        assertThat(Rows.faults(DEPARTMENTS, Rows.json(DEPARTMENTS, "[]"))).containsExactly("null wrong_column_count");
        assertThat(Rows.faults(HIRES, Rows.json(HIRES, "[\"1\", \"a\"]"))).containsExactly("null wrong_column_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "\"row\"", "null", "{} {}", "{\"id\":}", "\uFEFF", "[1"})
    void saysWhenThereIsNoRow(String text) {
        SentRow row = Rows.json(DEPARTMENTS, text);

        assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("null undecodable");
        assertThat(Original.json(DEPARTMENTS, row)).isNull();
    }

    @Test
    void bearsJsonThatIsNestedAbsurdlyDeep() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(Rows.faults(DEPARTMENTS, Rows.json(DEPARTMENTS, "{\"id\": " + deep + "}")))
                .containsExactly("null undecodable");
    }

    @Test
    void showsWhatJsonbCannotHoldInAWayThatItCan() {
        SentRow row = Rows.json(DEPARTMENTS, """
                {"id": 1e999999, "department": "a\\u0000b\\ud800", "x\\u0000": [{"y\\u0000": "\\udc00", "z": 1e-999999}]}
                """);

        assertThat(Original.json(DEPARTMENTS, row))
                .hasToString("{\"id\":\"1E+999999\",\"department\":\"a\uFFFDb\uFFFD\","
                        + "\"x\uFFFD\":[{\"y\uFFFD\":\"\uFFFD\",\"z\":\"1E-999999\"}]}");
        assertThat(Rows.faulty(DEPARTMENTS, row).violations()).allSatisfy(violation -> {
            String json = JsonMapper.shared().writeValueAsString(violation);
            assertThat(json).doesNotContain("\\u0000").doesNotContain("\\ud800");
        });
    }

    @Property
    void judgesAnyBytesWithoutFailing(@ForAll byte[] bytes) {
        SentRow row = new JsonRows(DEPARTMENTS).row(bytes);

        assertThat(new Judge(DEPARTMENTS).judge(row)).isNotNull();
    }

    @Property
    void anyTextIsStoredTrimmedOrRejected(@ForAll @StringLength(max = 200) String text) {
        Sent.Text sent = new Sent.Text("x" + text);
        SentRow row = new SentRow.Fields(List.of(new Sent.Whole(1), sent), List.of());

        switch (new Judge(DEPARTMENTS).judge(row)) {
            case Judgement.Sound sound ->
                assertThat(sound.value().get("department"))
                        .isEqualTo(sent.value().strip());
            case Judgement.Faulty faulty -> {
                assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("department undecodable");
                assertThat(JsonMapper.shared().writeValueAsBytes(faulty.violations()))
                        .isNotEmpty();
            }
        }
    }
}
