package io.rollcall.metrics.hires;

import io.rollcall.metrics.figures.Figures;
import java.util.List;

/** Hires as the table from which JSON and CSV are written. */
public final class HiresFigures {

    private static final List<String> COLUMNS =
            List.of("id", "name", "datetime", "department_id", "department", "job_id", "job");

    private HiresFigures() {}

    /** A row for each hire; instants are in UTC, as ISO 8601 has them. */
    public static Figures of(List<Hire> hires) {
        return new Figures(
                COLUMNS,
                hires.stream()
                        .map(hire -> List.<Object>of(
                                hire.id(),
                                hire.name(),
                                hire.datetime().toString(),
                                hire.departmentId(),
                                hire.department(),
                                hire.jobId(),
                                hire.job()))
                        .toList());
    }
}
