package io.rollcall.metrics.hires;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads hires themselves, in statements that only ever differ in their parameters. */
public final class HiresReader {

    private static final String BEGINNING = """
            SELECT h.id, h.name, h.datetime, d.id AS department_id, d.department, j.id AS job_id, j.job
              FROM public.hired_employees h
              JOIN public.departments d ON d.id = h.department_id
              JOIN public.jobs j ON j.id = h.job_id
             WHERE h.datetime >= :from AND h.datetime < :until AND h.id > :after""";
    private static final String OF_DEPARTMENT = " AND h.department_id = :department";
    private static final String OF_JOB = " AND h.job_id = :job";
    private static final String END = " ORDER BY h.id LIMIT :limit";

    private static final String COUNT = """
            SELECT coalesce(sum(count), 0)::bigint FROM rollcall.hires_by_quarter
             WHERE year = :year
               AND (:quarter::int IS NULL OR quarter = :quarter)
               AND (:department::bigint IS NULL OR department_id = :department)
               AND (:job::bigint IS NULL OR job_id = :job)
            """;
    private static final String DEPARTMENT = "SELECT department FROM public.departments WHERE id = :id";
    private static final String JOB = "SELECT job FROM public.jobs WHERE id = :id";

    private final JdbcClient database;

    public HiresReader(JdbcClient database) {
        this.database = database;
    }

    /** The hires that the question is about, as many as it wants. */
    public HiresPage read(HiresQuestion question) {
        StatementSpec statement = database.sql(BEGINNING
                        + (question.departmentId().isPresent() ? OF_DEPARTMENT : "")
                        + (question.jobId().isPresent() ? OF_JOB : "")
                        + END)
                .param("from", question.from())
                .param("until", question.until())
                .param("after", question.after())
                .param("limit", question.limit() + 1);
        question.departmentId().ifPresent(id -> statement.param("department", id));
        question.jobId().ifPresent(id -> statement.param("job", id));
        List<Hire> hires = statement
                .query((row, _) -> new Hire(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getObject("datetime", OffsetDateTime.class).toInstant(),
                        row.getLong("department_id"),
                        row.getString("department"),
                        row.getLong("job_id"),
                        row.getString("job")))
                .list();
        return HiresPage.of(question, hires);
    }

    /** How many hires the question is about, wherever it begins: the number that they stand behind. */
    public long count(HiresQuestion question) {
        return database.sql(COUNT)
                .param("year", question.year())
                .param("quarter", question.quarter().orElse(null))
                .param("department", question.departmentId().orElse(null))
                .param("job", question.jobId().orElse(null))
                .query(Long.class)
                .single();
    }

    /** The name of a department, if there is such a one. */
    public Optional<String> department(long id) {
        return database.sql(DEPARTMENT).param("id", id).query(String.class).optional();
    }

    /** The name of a job, if there is such a one. */
    public Optional<String> job(long id) {
        return database.sql(JOB).param("id", id).query(String.class).optional();
    }
}
