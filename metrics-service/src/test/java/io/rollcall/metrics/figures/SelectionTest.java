package io.rollcall.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    /** A character beyond the first 65,536, which the order of {@link String} puts before U+FF21. */
    private static final String EMOJI = "👩";

    private static final List<QuarterlyHires> ROWS = List.of(
            row(1, "Legal", "Clerk", 1, 4),
            row(2, "Support", "Archivist", 5, 0),
            row(3, "Support", "Clerk", 1, 0),
            row(4, "\uFF21", "Judge", 2, 0),
            row(5, EMOJI, "Judge", 2, 9));

    @Test
    void keepsEveryRowInTheContractsOrder() {
        assertThat(Selection.ALL.of(ROWS)).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"SUPP,'',2 3", "'',clerk,1 3", "port,ARCH,2", "👩,'',5", "%,'',''", "_,'',''"})
    void keepsRowsWhoseNamesContainTheFilters(String department, String job, String ids) {
        assertThat(ids(new Selection(department, job, Column.DEPARTMENT, false)))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "DEPARTMENT,true,5 4 2 3 1",
        "JOB,false,2 1 3 4 5",
        "Q1,false,1 3 4 5 2",
        "Q1,true,2 4 5 1 3",
        "TOTAL,true,5 1 2 4 3"
    })
    void rowsThatAreEqualStayInTheContractsOrder(Column column, boolean descending, String ids) {
        assertThat(ids(new Selection("", "", column, descending))).isEqualTo(ids);
    }

    private static String ids(Selection selection) {
        return String.join(
                " ",
                selection.of(ROWS).stream()
                        .map(row -> Long.toString(row.departmentId()))
                        .toList());
    }

    private static QuarterlyHires row(long id, String department, String job, long q1, long q4) {
        return new QuarterlyHires(id, department, 1, job, q1, 0, 0, q4);
    }
}
