package io.rollcall.metrics.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.metrics.figures.DepartmentHires;
import io.rollcall.metrics.figures.Figures;
import io.rollcall.metrics.figures.QuarterlyHires;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FormatTest {

    private static final Figures NOBODY = Figures.departmentsAboveMean(List.of());

    @Test
    void jsonKeepsTheFieldsInTheOrderOfTheContract() {
        Figures figures = Figures.hiredByQuarter(List.of(new QuarterlyHires(1, "Support", 2, "Clerk", 1, 0, 3, 4)));

        assertThat(text(Format.JSON, figures))
                .isEqualTo("[{\"department\":\"Support\",\"job\":\"Clerk\",\"Q1\":1,\"Q2\":0,\"Q3\":3,\"Q4\":4}]");
    }

    @Test
    void csvHasAHeaderRowAndEndsEveryLineAsRfc4180() {
        Figures figures = Figures.departmentsAboveMean(List.of(new DepartmentHires(8, "Support", 221)));

        assertThat(text(Format.CSV, figures)).isEqualTo("id,department,hired\r\n8,Support,221\r\n");
    }

    @Test
    void nothingIsAnEmptyArrayOrAHeaderRow() {
        assertThat(text(Format.JSON, NOBODY)).isEqualTo("[]");
        assertThat(text(Format.CSV, NOBODY)).isEqualTo("id,department,hired\r\n");
    }

    @Test
    void csvQuotesWhatWouldBreakALine() {
        assertThat(csvOf("Research, \"and\"\nDevelopment"))
                .isEqualTo("id,department,hired\r\n1,\"Research, \"\"and\"\"\nDevelopment\",2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "-", "=HYPERLINK(\"http://x\",\"y\")"})
    void csvDisarmsFormulas(String name) {
        assertThat(csvOf(name)).contains("1,").contains("'" + name.replace("\"", "\"\""));
    }

    @Test
    void csvDisarmsAReturnInsideQuotes() {
        assertThat(csvOf("\r=1")).contains("\"'\r=1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1", "1-2", "'quoted'", "ﬁ ☃", "עברית", "👩‍💻"})
    void csvLeavesOtherTextsAlone(String name) {
        assertThat(csvOf(name)).isEqualTo("id,department,hired\r\n1," + name + ",2\r\n");
    }

    @Test
    void csvLeavesNumbersAlone() {
        Figures figures = Figures.departmentsAboveMean(List.of(new DepartmentHires(-1, "A", -2)));

        assertThat(text(Format.CSV, figures)).endsWith("-1,A,-2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\\n\t", "</script>", "👩‍💻", "\u202Eabc", "\u2028"})
    void jsonGivesBackAnyText(String name) {
        byte[] json = Format.JSON.write(Figures.departmentsAboveMean(List.of(new DepartmentHires(1, name, 2))));

        assertThat(new JsonMapper().readTree(json).get(0).get("department").stringValue())
                .isEqualTo(name);
    }

    @Test
    void contentTagsDifferWhereContentsDo() {
        byte[] content = {1, 2};

        assertThat(ContentTag.of(content, "1.0000"))
                .matches("\"[0-9a-f]{32}\"")
                .isEqualTo(ContentTag.of(content.clone(), "1.0000"))
                .isNotEqualTo(ContentTag.of(content, "2.0000"))
                .isNotEqualTo(ContentTag.of(new byte[] {1}, "1.0000"));
    }

    private static String csvOf(String name) {
        return text(Format.CSV, Figures.departmentsAboveMean(List.of(new DepartmentHires(1, name, 2))));
    }

    private static String text(Format format, Figures figures) {
        return new String(format.write(figures), StandardCharsets.UTF_8);
    }
}
