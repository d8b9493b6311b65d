package io.rollcall.metrics.rollup;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the hires themselves and says where the rollup disagrees. Reads every hire: a check, not an answer. */
public final class RollupRecount {

    /** One statement, one snapshot: hires stored meanwhile are in both counts or in neither. */
    private static final String DIFFERENCES = """
            WITH recounted AS (
                SELECT extract(year FROM datetime AT TIME ZONE 'UTC')::int AS year,
                       extract(quarter FROM datetime AT TIME ZONE 'UTC')::int AS quarter,
                       department_id, job_id, count(*) AS hires
                  FROM public.hired_employees
                 GROUP BY 1, 2, 3, 4),
            kept AS (
                SELECT year, quarter, department_id, job_id, sum(count)::bigint AS hires
                  FROM rollcall.hires_by_quarter
                 GROUP BY 1, 2, 3, 4)
            SELECT year, quarter, department_id, job_id,
                   coalesce(kept.hires, 0) AS kept, coalesce(recounted.hires, 0) AS recounted
              FROM kept FULL JOIN recounted USING (year, quarter, department_id, job_id)
             WHERE coalesce(kept.hires, 0) <> coalesce(recounted.hires, 0)
             ORDER BY year, quarter, department_id, job_id
            """;

    /** A quarter, department and job whose kept count is not that of its hires. */
    public record Difference(int year, int quarter, long departmentId, long jobId, long kept, long recounted) {}

    private final JdbcClient database;

    public RollupRecount(JdbcClient database) {
        this.database = database;
    }

    /** Every difference; none when the rollup is right. */
    public List<Difference> differences() {
        return database.sql(DIFFERENCES)
                .query((row, _) -> new Difference(
                        row.getInt("year"),
                        row.getInt("quarter"),
                        row.getLong("department_id"),
                        row.getLong("job_id"),
                        row.getLong("kept"),
                        row.getLong("recounted")))
                .list();
    }
}
