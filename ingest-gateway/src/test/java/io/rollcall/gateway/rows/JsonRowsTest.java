package io.rollcall.gateway.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {

    private static final Tables TABLES = Tables.fromClassPath();
    private static final Table JOBS = TABLES.named("jobs").orElseThrow();

    @Test
    void integersAreLongsAndTextStaysText() {
        RawRow row = only("[{\"id\": 12, \"job\": \"12\"}]");
        assertThat(row.value().get("id")).isEqualTo(12L);
        assertThat(row.value().get("job")).isEqualTo("12");
        assertThat(row.original()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0", "-0"})
    void whatFits64BitsFits(String number) {
        assertThat(only("[{\"id\": " + number + "}]").value().get("id")).isEqualTo(Long.parseLong(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1.0",
                "1.10",
                "1e3",
                "1E+3",
                "true",
                "false",
                "[1,\"a\"]",
                "{\"a\":null}",
                "123456789012345678901234567890.123456789",
                "\"\\uD800\"",
                "[]",
                "{}"
            })
    void whatDoesNotFitTravelsAsSent(String value) {
        RawRow row = only("[{\"id\":7,\"job\":" + value + "}]");
        assertThat(row.original()).isEqualTo("{\"id\":7,\"job\":" + value + "}");
        assertThat(row.value().get("job")).isNull();
        assertThat(row.value().get("id")).isEqualTo(7L);
    }

    @Test
    void anUnknownFieldTravelsAsSent() {
        RawRow row = only("[{\"id\":7,\"job\":\"a\",\"note\":null}]");
        assertThat(row.original()).isEqualTo("{\"id\":7,\"job\":\"a\",\"note\":null}");
        assertThat(row.value().get("job")).isEqualTo("a");
    }

    @Test
    void aMissingFieldAndANullFitTheSchema() {
        assertThat(only("[{\"job\":null}]").original()).isNull();
        assertThat(only("[{}]").original()).isNull();
    }

    @Test
    void readsAllTablesOfARequest() {
        Submission submission =
                tables("{\"jobs\":[{\"id\":1,\"job\":\"a\"},{\"id\":2,\"job\":\"b\"}],\"departments\":[{\"id\":1}]}");
        assertThat(submission.rows().keySet()).extracting(Table::name).containsExactly("jobs", "departments");
        assertThat(submission.rows().get(JOBS)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "7",
                "\"x\"",
                "[]",
                "{",
                "{\"jobs\":",
                "{\"jobs\":[{\"id\":1}",
                "{\"jobs\":{}}",
                "{\"jobs\":null}",
                "{\"jobs\":[1]}",
                "{\"jobs\":[[1,2]]}",
                "{\"jobs\":[null]}",
                "{'jobs':[]}",
                "{} {}",
                "{\"jobs\":[{\"id\":1}]} x",
                "{\"jobs\":[{\"id\":01}]}",
                "{\"jobs\":[{\"id\":NaN}]}",
                "{\"jobs\":[{\"id\":1,}]}",
                "{\"jobs\":[{\"id\":1,\"id\":2}]}",
                "{\"jobs\":[{\"id\":1}],\"jobs\":[{\"id\":2}]}",
                "{\"other\":[{]}"
            })
    void whatIsNotSuchJsonIsUnreadableAndHasAPosition(String body) {
        assertThatThrownBy(() -> tables(body))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsKeys("line", "column"));
    }

    @Test
    void thePositionIsThatOfTheMistake() {
        assertThatThrownBy(() -> tables("{\"jobs\":[\n  {\"id\": 1},\n  {\"id\": ?}]}"))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsEntry("line", 3L));
    }

    @Test
    void aMessageShowsNoClassAndNoSource() {
        assertThatThrownBy(() -> tables("{\"jobs\":[{\"id\":1"))
                .message()
                .doesNotContain("tools.jackson", "Source", "StreamRead");
    }

    @Test
    void malformedUtf8IsUnreadable() {
        byte[] body = "[{\"id\":1,\"job\":\"\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonRows.array(body, JOBS)).isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void deepNestingIsUnreadable() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertThatThrownBy(() -> only("[{\"id\":" + deep + "}]")).isInstanceOf(UnreadableInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"jobs\":[]}", "{\"jobs\":[],\"departments\":[{\"id\":1}]}"})
    void anEmptyListIsRefused(String body) {
        assertThatThrownBy(() -> tables(body))
                .isInstanceOfSatisfying(
                        SubmissionRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(SubmissionRefusedException.Reason.EMPTY));
    }

    @Test
    void anUnknownTableIsRefusedAfterTheRestWasRead() {
        assertThatThrownBy(() -> tables("{\"nobody\":[1,[2],{}],\"jobs\":[{\"id\":1}]}"))
                .isInstanceOfSatisfying(
                        SubmissionRefusedException.class,
                        e -> assertThat(e.table()).isEqualTo("nobody"));
        assertThatThrownBy(() -> tables("{\"nobody\":[],\"jobs\":[{]}")).isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void aThousandRowsAreTakenAndOneMoreIsNot() {
        assertThat(JsonRows.array(bytes(rows(1000)), JOBS).rows().get(JOBS)).hasSize(1000);
        assertThatThrownBy(() -> JsonRows.array(bytes(rows(1001)), JOBS))
                .isInstanceOfSatisfying(
                        SubmissionRefusedException.class,
                        e -> assertThat(e.rows()).isEqualTo(1001));
    }

    @Test
    void aRowTooLongForKafkaIsRefused() {
        assertThatThrownBy(() -> only("[{\"job\":\"" + "x".repeat(RawRow.MOST_CHARACTERS) + "\"}]"))
                .isInstanceOfSatisfying(
                        SubmissionRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(SubmissionRefusedException.Reason.ROW_TOO_LONG));
    }

    @Test
    void linesAreRowsAndBlankLinesAreNot() {
        List<RawRow> rows = JsonRows.lines(bytes("{\"id\":1}\n\n \r\n{\"id\":2}\r\n{\"id\":3}"), JOBS)
                .rows()
                .getOrDefault(JOBS, List.of());
        assertThat(rows).extracting(RawRow::line).containsExactly(1L, 4L, 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}\n{\"id\":}",
                "{\"id\":1}\n[]",
                "{\"id\":1}\n{\"id\":1} {\"id\":2}",
                "{\"id\":1}\n{\"a\":"
            })
    void aWrongLineIsNamed(String body) {
        assertThatThrownBy(() -> JsonRows.lines(bytes(body), JOBS))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsEntry("line", 2L));
    }

    @Test
    void noLinesAreRefused() {
        assertThatThrownBy(() -> JsonRows.lines(bytes("\n \n"), JOBS)).isInstanceOf(SubmissionRefusedException.class);
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"id\":" + i + "}").collect(Collectors.joining(",", "[", "]"));
    }

    private static Submission tables(String body) {
        return JsonRows.tables(bytes(body), TABLES);
    }

    private static RawRow only(String array) {
        List<RawRow> rows = JsonRows.array(bytes(array), JOBS).rows().getOrDefault(JOBS, List.of());
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
