package io.rollcall.metrics.hires;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Which hires somebody wants to see.
 *
 * @param year a UTC year, 1 to 9999
 * @param quarter 1 to 4; empty: the whole year
 * @param departmentId empty: every department
 * @param jobId empty: every job
 * @param after the id after which to go on; 0 for the beginning
 * @param limit how many at most
 */
public record HiresQuestion(
        int year, Optional<Integer> quarter, Optional<Long> departmentId, Optional<Long> jobId, long after, int limit) {

    /** How many a page has unless asked otherwise. */
    public static final int USUAL_LIMIT = 50;

    /** How many an answer may have. */
    public static final int LARGEST_LIMIT = 1000;

    private static final int MONTHS_OF_A_QUARTER = 3;

    /** The first page of what a number counts. */
    public static HiresQuestion behind(
            int year, Optional<Integer> quarter, Optional<Long> departmentId, Optional<Long> jobId) {
        return new HiresQuestion(year, quarter, departmentId, jobId, 0, USUAL_LIMIT);
    }

    /** The first instant that counts. */
    public OffsetDateTime from() {
        int month = quarter.map(asked -> (asked - 1) * MONTHS_OF_A_QUARTER + 1).orElse(1);
        return OffsetDateTime.of(year, month, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    }

    /** The first instant that does not count any more. */
    public OffsetDateTime until() {
        return quarter.isPresent() ? from().plusMonths(MONTHS_OF_A_QUARTER) : from().plusYears(1);
    }

    /** The same question, going on after a hire. */
    public HiresQuestion after(long id) {
        return new HiresQuestion(year, quarter, departmentId, jobId, id, limit);
    }
}
