package io.rollcall.endtoend;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows by the hundred, as the body of {@code POST /ingest}. */
final class Rows {

    private Rows() {}

    /** A department and a job of each of these numbers. */
    static String parents(int first, int count) {
        return "{\"departments\":%s,\"jobs\":%s}"
                .formatted(
                        list(first, count, "{\"id\":%1$d,\"department\":\"Department %1$d\"}"),
                        list(first, count, "{\"id\":%1$d,\"job\":\"Job %1$d\"}"));
    }

    /** Hires of these numbers, in the third quarter of a year, in the department and job of one number. */
    static String hires(int first, int count, int year, int parent) {
        String rest = "\"datetime\":\"%d-07-27T16:02:08Z\",\"department_id\":%d,\"job_id\":%d}"
                .formatted(year, parent, parent);
        return "{\"hired_employees\":%s}".formatted(list(first, count, "{\"id\":%1$d,\"name\":\"Hire %1$d\"," + rest));
    }

    private static String list(int first, int count, String row) {
        return IntStream.range(first, first + count)
                .mapToObj(row::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
