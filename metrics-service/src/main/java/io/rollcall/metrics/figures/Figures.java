package io.rollcall.metrics.figures;

import java.util.List;

/**
 * A metric's answer as a table, from which every format is written.
 *
 * @param columns the names, in the order of the contract
 * @param rows one list of cells a row, as long as the columns; a cell is a {@link String} or a {@link Long}
 */
public record Figures(List<String> columns, List<List<Object>> rows) {

    public Figures {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The hires of a year by department, job and quarter. */
    public static Figures hiredByQuarter(List<QuarterlyHires> hires) {
        return new Figures(
                List.of("department", "job", "Q1", "Q2", "Q3", "Q4"),
                hires.stream()
                        .map(row ->
                                List.<Object>of(row.department(), row.job(), row.q1(), row.q2(), row.q3(), row.q4()))
                        .toList());
    }

    /** The same with the ids, by which departments and jobs of the same name are told apart. */
    public static Figures identified(List<QuarterlyHires> hires) {
        return new Figures(
                List.of("department_id", "department", "job_id", "job", "Q1", "Q2", "Q3", "Q4"),
                hires.stream()
                        .map(row -> List.<Object>of(
                                row.departmentId(),
                                row.department(),
                                row.jobId(),
                                row.job(),
                                row.q1(),
                                row.q2(),
                                row.q3(),
                                row.q4()))
                        .toList());
    }

    /** The departments that hired more than the mean. */
    public static Figures departmentsAboveMean(List<DepartmentHires> departments) {
        return new Figures(
                List.of("id", "department", "hired"),
                departments.stream()
                        .map(row -> List.<Object>of(row.id(), row.department(), row.hired()))
                        .toList());
    }
}
