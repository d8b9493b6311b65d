package io.rollcall.gateway.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static final Tables TABLES = Tables.fromClassPath();
    private static final Table JOBS = TABLES.named("jobs").orElseThrow();
    private static final Table HIRES = TABLES.named("hired_employees").orElseThrow();

    @Test
    void keepsEveryCellAsText() {
        assertThat(cells(HIRES, "1,Ann,2021-07-27T16:02:08Z,2,3\n"))
                .containsExactly(List.of("1", "Ann", "2021-07-27T16:02:08Z", "2", "3"));
    }

    @Test
    void anEmptyCellIsMissing() {
        assertThat(cells(HIRES, "1,,2021-07-27T16:02:08Z,\"\",3\n"))
                .containsExactly(Arrays.asList("1", null, "2021-07-27T16:02:08Z", null, "3"));
    }

    @Test
    void blanksAreLeftToTheJudge() {
        assertThat(cells(JOBS, " 1 ,\" \"\n")).containsExactly(List.of(" 1 ", " "));
    }

    @Test
    void quotedCellsHoldCommasQuotesAndLineBreaks() {
        assertThat(cells(JOBS, "1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3,\"two\r\nlines\"\n"))
                .containsExactly(List.of("1", "a,b"), List.of("2", "say \"hi\""), List.of("3", "two\r\nlines"));
    }

    @Test
    void aQuoteInsideAnUnquotedCellIsACharacter() {
        assertThat(cells(JOBS, "1,5\" disk\n")).containsExactly(List.of("1", "5\" disk"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,a\n2,b\n",
                "1,a\r\n2,b\r\n",
                "1,a\n2,b",
                "\uFEFF1,a\n2,b",
                "\n\n1,a\n\n  \n2,b\n\n",
                "1,a\r\n2,b\n"
            })
    void lineEndsBlankLinesAndByteOrderMarksMakeNoDifference(String csv) {
        assertThat(cells(JOBS, csv)).containsExactly(List.of("1", "a"), List.of("2", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,job\n1,a\n",
                "job,id\na,1\n",
                "\uFEFF\"job\",\"id\"\r\na,1\r\n",
                " ID , Job \n1,a\n",
                "\n\nid,job\n1,a\n",
                "_line,job,id,_code\n17,a,1,missing\n"
            })
    void aHeaderIsRecognisedInAnyOrder(String csv) {
        assertThat(cells(JOBS, csv)).containsExactly(List.of("1", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,id\n", "job,title\n", "id,job2\n"})
    void whatDoesNotNameEveryColumnIsARow(String csv) {
        assertThat(read(JOBS, csv)).hasSize(1);
    }

    @Test
    void onlyTheFirstRowCanBeAHeader() {
        assertThat(cells(JOBS, "1,a\nid,job\n")).containsExactly(List.of("1", "a"), List.of("id", "job"));
    }

    @Test
    void linesAreCountedFromOneAcrossQuotedLineBreaksAndBlankLines() {
        assertThat(read(JOBS, "id,job\n1,a\n\n2,\"b\nc\"\n3,d\n"))
                .extracting(RawRow::line)
                .containsExactly(2L, 4L, 6L);
    }

    @Test
    void tooFewCellsTravelWithTheRowAsSent() {
        RawRow row = read(HIRES, "7,Ann\n").getFirst();
        assertThat(row.original()).isEqualTo("[\"7\",\"Ann\"]");
        assertThat(row.value().get("id")).isEqualTo("7");
        assertThat(row.value().get("job_id")).isNull();
    }

    @Test
    void tooManyCellsTravelWithTheRowAsSent() {
        RawRow row = read(JOBS, "7,\"A \"\"b\"\"\",,x\u00e9\n").getFirst();
        assertThat(row.original()).isEqualTo("[\"7\",\"A \\\"b\\\"\",\"\",\"x\\u00E9\"]");
        assertThat(row.value().get("job")).isEqualTo("A \"b\"");
    }

    @Test
    void remarksAtTheEndMayBeLeftOut() {
        List<RawRow> rows = read(JOBS, "id,job,_code,_value\n1,a\n2\n3,c,x,y\n4,d,x,y,z\n");
        assertThat(rows)
                .extracting(RawRow::original)
                .containsExactly(null, "[\"2\"]", null, "[\"4\",\"d\",\"x\",\"y\",\"z\"]");
    }

    @Test
    void cellsOfAnEarlierRowDoNotShine() {
        assertThat(cells(JOBS, "1,a,b\n2\n3,c\n"))
                .containsExactly(List.of("1", "a"), Arrays.asList("2", null), List.of("3", "c"));
    }

    @Test
    void anUnclosedQuoteIsNamedWithItsLine() {
        assertThatThrownBy(() -> read(JOBS, "1,a\n2,\"b\n3,c\n"))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsEntry("line", 2L));
    }

    @Test
    void anUnclosedQuoteInALargeFileEndsEarly() {
        String csv = "1,a\n2,\"b\n" + "3,some more text\n".repeat(100_000);
        assertThatThrownBy(() -> read(JOBS, csv))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsEntry("line", 2L));
    }

    @Test
    void aRowTooLongForKafkaIsRefused() {
        assertThatThrownBy(() -> read(JOBS, "1," + "x".repeat(RawRow.MOST_CHARACTERS) + "\n"))
                .isInstanceOf(SubmissionRefusedException.class);
    }

    @Test
    void malformedUtf8IsNamedWithItsPosition() {
        byte[] csv = "1,a\n2,b\n3,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        List<RawRow> before = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (CsvRows rows = new CsvRows(new ByteArrayInputStream(csv), JOBS)) {
                        rows.forEachRemaining(before::add);
                    }
                })
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.position()).containsEntry("byte", 10L));
        assertThat(before).hasSize(2);
    }

    @Property(tries = 200)
    void whatIsQuotedComesBack(@ForAll @Size(min = 1, max = 8) List<@Size(2) List<String>> rows) {
        List<List<String>> carried = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> new String(cell.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .toList())
                .toList();
        String csv = "job,id\n"
                + carried.stream()
                        .map(row -> row.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n"));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (List<String> row : carried) {
            List<@Nullable Object> columns = new ArrayList<>();
            columns.add(emptyToNull(row.get(1)));
            columns.add(emptyToNull(row.get(0)));
            expected.add(columns);
        }
        assertThat(cells(JOBS, csv)).isEqualTo(expected);
    }

    @Test
    void aSubmissionHasOneToAThousandRows() {
        assertThat(submission(1000).rows().get(JOBS)).hasSize(1000);
        assertThatThrownBy(() -> submission(1001)).hasMessageContaining("1001 rows of jobs");
        assertThatThrownBy(() -> submission(0)).hasMessageContaining("no rows");
    }

    private static Submission submission(int rows) {
        String csv = IntStream.range(0, rows).mapToObj(i -> i + ",job\n").collect(Collectors.joining());
        return CsvRows.submission(("id,job\n" + csv).getBytes(StandardCharsets.UTF_8), JOBS);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<RawRow> read(Table table, String csv) {
        List<RawRow> read = new ArrayList<>();
        try (CsvRows rows = new CsvRows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), table)) {
            rows.forEachRemaining(read::add);
        }
        return read;
    }

    private static List<List<@Nullable Object>> cells(Table table, String csv) {
        return read(table, csv).stream()
                .map(row -> {
                    List<@Nullable Object> cells = new ArrayList<>();
                    for (int i = 0; i < table.columns().size(); i++) {
                        cells.add(row.value().get(i));
                    }
                    return cells;
                })
                .toList();
    }
}
