package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.figures.Column;
import io.rollcall.metrics.figures.Figures;
import io.rollcall.metrics.figures.QuarterlyHires;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresQuestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.util.StringUtils;

/**
 * Hires by quarter as the template shows them.
 *
 * @param totals the last row: of all rows shown, by quarter, then of the year
 * @param figures the rows shown, as JSON, from which the figure is drawn
 */
record QuartersPage(
        int year,
        List<Integer> years,
        Selection selection,
        List<Header> headers,
        List<Row> rows,
        List<HiresCell> totals,
        String figures,
        Explained facts) {

    /**
     * The head of a column.
     *
     * @param sorted as {@code aria-sort} has it
     * @param nextOrder in which order it is sorted when it is chosen
     */
    record Header(String name, String label, boolean isCount, String sorted, String nextOrder) {

        static Header of(Column column, Selection selection) {
            boolean isSorted = column == selection.column();
            boolean isDescendingNext = isSorted ? !selection.descending() : column.isCount();
            String sorted = selection.descending() ? "descending" : "ascending";
            return new Header(
                    column.text(),
                    StringUtils.capitalize(column.text()),
                    column.isCount(),
                    isSorted ? sorted : "none",
                    isDescendingNext ? "desc" : "asc");
        }
    }

    /**
     * A department, a job and their hires.
     *
     * @param address where those of the whole year are to be seen
     */
    record Row(QuarterlyHires hires, String address) {

        static Row of(int year, QuarterlyHires hires) {
            HiresQuestion question = HiresQuestion.behind(
                    year, Optional.empty(), Optional.of(hires.departmentId()), Optional.of(hires.jobId()));
            return new Row(hires, Addresses.hires(question, Format.HTML));
        }
    }

    static QuartersPage of(int year, Selection selection, List<QuarterlyHires> all, Facts facts) {
        List<QuarterlyHires> shown = selection.of(all);
        return new QuartersPage(
                year,
                YearChoice.of(facts, year),
                selection,
                Arrays.stream(Column.values())
                        .map(column -> Header.of(column, selection))
                        .toList(),
                shown.stream().map(row -> Row.of(year, row)).toList(),
                HiresCell.totals(year, shown, !selection.isFiltered()),
                EmbeddedJson.of(Figures.identified(shown)),
                Explained.of(facts, year));
    }

    /** The rows as the body of a table. */
    public String rowsHtml() {
        return RowsHtml.of(rows);
    }

    public String csv() {
        return Addresses.hiredByQuarter(year, selection, Format.CSV);
    }

    public String json() {
        return Addresses.hiredByQuarter(year, selection, Format.JSON);
    }

    /** The same without filters. */
    public String everything() {
        return Addresses.hiredByQuarter(
                year, new Selection("", "", selection.column(), selection.descending()), Format.HTML);
    }
}
