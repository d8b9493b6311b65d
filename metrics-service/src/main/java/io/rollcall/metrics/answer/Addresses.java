package io.rollcall.metrics.answer;

import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresQuestion;

/** Where each view is to be had, in each format. */
public final class Addresses {

    public static final String HIRED_BY_QUARTER = "/metrics/hired_by_quarter";
    public static final String DEPARTMENTS_ABOVE_MEAN = "/metrics/departments_above_mean";
    public static final String HIRES = "/metrics/hires";

    /** The parameter that comes last in the address of hires, so that those of four quarters begin alike. */
    public static final String QUARTER = "quarter";

    private Addresses() {}

    public static String hiredByQuarter(int year, Selection selection, Format format) {
        return Address.of(HIRED_BY_QUARTER)
                .with("year", year)
                .withIf(!selection.department().isEmpty(), "department", selection.department())
                .withIf(!selection.job().isEmpty(), "job", selection.job())
                .withIf(selection.isSorted(), "sort", selection.column().text())
                .withIf(selection.descending(), "order", "desc")
                .with("format", format.text())
                .toString();
    }

    public static String departmentsAboveMean(int year, Population population, Format format) {
        return Address.of(DEPARTMENTS_ABOVE_MEAN)
                .with("year", year)
                .with("population", population.text())
                .with("format", format.text())
                .toString();
    }

    public static String hires(HiresQuestion asked, Format format) {
        return Address.of(HIRES)
                .with("year", asked.year())
                .withIf(
                        asked.departmentId().isPresent(),
                        "department_id",
                        asked.departmentId().orElse(0L))
                .withIf(asked.jobId().isPresent(), "job_id", asked.jobId().orElse(0L))
                .withIf(asked.limit() != HiresQuestion.USUAL_LIMIT, "limit", asked.limit())
                .withIf(asked.after() > 0, "after", asked.after())
                .with("format", format.text())
                .withIf(asked.quarter().isPresent(), QUARTER, asked.quarter().orElse(0))
                .toString();
    }
}
