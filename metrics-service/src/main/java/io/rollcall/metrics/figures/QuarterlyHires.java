package io.rollcall.metrics.figures;

/**
 * The hires of a year into one job of one department, by UTC quarter.
 *
 * @param department the department's name; two departments may share one
 * @param job the job's name; two jobs may share one
 */
public record QuarterlyHires(
        long departmentId, String department, long jobId, String job, long q1, long q2, long q3, long q4) {

    /** The hires of the whole year. */
    public long total() {
        return q1 + q2 + q3 + q4;
    }
}
