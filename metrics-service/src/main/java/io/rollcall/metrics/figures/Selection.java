package io.rollcall.metrics.figures;

import java.util.List;
import java.util.Locale;

/**
 * Which rows of hires by quarter somebody wants to see, and in which order; the same for a page and for the JSON and CSV
 * of what the page shows.
 *
 * @param department what the department's name has to contain, in whatever case; empty: any department
 * @param job what the job's name has to contain, in whatever case; empty: any job
 * @param column what to sort by; rows that are equal in it stay in the contract's order
 */
public record Selection(String department, String job, Column column, boolean descending) {

    /** Every row, in the contract's order. */
    public static final Selection ALL = new Selection("", "", Column.DEPARTMENT, false);

    /** Keeps the rows that are wanted, in the order that is wanted. */
    public List<QuarterlyHires> of(List<QuarterlyHires> inTheContractsOrder) {
        String inDepartment = folded(department);
        String inJob = folded(job);
        return inTheContractsOrder.stream()
                .filter(row -> folded(row.department()).contains(inDepartment)
                        && folded(row.job()).contains(inJob))
                .sorted(column.order(descending))
                .toList();
    }

    /** Whether rows may be left out. */
    public boolean isFiltered() {
        return !department.isEmpty() || !job.isEmpty();
    }

    /** Whether the order is another than the contract's. */
    public boolean isSorted() {
        return column != ALL.column || descending;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
