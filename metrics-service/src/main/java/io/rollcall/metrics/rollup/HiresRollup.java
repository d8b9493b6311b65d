package io.rollcall.metrics.rollup;

import io.rollcall.metrics.figures.DepartmentHires;
import io.rollcall.metrics.figures.QuarterlyHires;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the counts of hires that db-sink keeps up to date in the transaction that stores them.
 *
 * <p>Each question is one statement, therefore one snapshot: figures and names in an answer belong together whatever is
 * being written meanwhile. A count is the sum over its shards; one shard alone may be zero or below.
 *
 * <p>Tables and columns are written out here, although tables are otherwise described by their schema files alone:
 * these two metrics <em>are</em> questions about departments, jobs and hires and mean nothing of another table.
 */
public final class HiresRollup {

    private static final String BY_QUARTER = """
            SELECT d.id AS department_id, d.department, j.id AS job_id, j.job, h.q1, h.q2, h.q3, h.q4
              FROM (SELECT department_id, job_id,
                           coalesce(sum(count) FILTER (WHERE quarter = 1), 0)::bigint AS q1,
                           coalesce(sum(count) FILTER (WHERE quarter = 2), 0)::bigint AS q2,
                           coalesce(sum(count) FILTER (WHERE quarter = 3), 0)::bigint AS q3,
                           coalesce(sum(count) FILTER (WHERE quarter = 4), 0)::bigint AS q4
                      FROM rollcall.hires_by_quarter
                     WHERE year = :year
                     GROUP BY department_id, job_id) h
              JOIN public.departments d ON d.id = h.department_id
              JOIN public.jobs j ON j.id = h.job_id
             WHERE h.q1 + h.q2 + h.q3 + h.q4 <> 0
             ORDER BY d.department COLLATE "C", j.job COLLATE "C", d.id, j.id
            """;

    private static final String BY_DEPARTMENT = """
            SELECT d.id, d.department, coalesce(h.hired, 0) AS hired
              FROM public.departments d
              LEFT JOIN (SELECT department_id, sum(count)::bigint AS hired
                           FROM rollcall.hires_by_quarter
                          WHERE year = :year
                          GROUP BY department_id) h ON h.department_id = d.id
            """;

    private final JdbcClient database;

    public HiresRollup(JdbcClient database) {
        this.database = database;
    }

    /** The departments and jobs with a hire in that year, by name of department, then of job, by code point. */
    public List<QuarterlyHires> byQuarter(int year) {
        return database.sql(BY_QUARTER)
                .param("year", year)
                .query((row, _) -> new QuarterlyHires(
                        row.getLong("department_id"),
                        row.getString("department"),
                        row.getLong("job_id"),
                        row.getString("job"),
                        row.getLong("q1"),
                        row.getLong("q2"),
                        row.getLong("q3"),
                        row.getLong("q4")))
                .list();
    }

    /** Every department there is with its hires of that year, in no order. */
    public List<DepartmentHires> byDepartment(int year) {
        return database.sql(BY_DEPARTMENT)
                .param("year", year)
                .query((row, _) ->
                        new DepartmentHires(row.getLong("id"), row.getString("department"), row.getLong("hired")))
                .list();
    }
}
