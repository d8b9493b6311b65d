package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.QuarterlyHires;
import io.rollcall.metrics.hires.HiresQuestion;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A number of hires in a table.
 *
 * @param address where the hires behind it are to be seen; null where there are none, or no one address for them
 */
record HiresCell(long hires, @Nullable String address) {

    private static final int WHOLE_YEAR = 0;

    private static final List<ToLongFunction<QuarterlyHires>> COUNTS = List.of(
            QuarterlyHires::total, QuarterlyHires::q1, QuarterlyHires::q2, QuarterlyHires::q3, QuarterlyHires::q4);

    /** All rows together, the four quarters, then the year; linked if these are all rows of the year. */
    static List<HiresCell> totals(int year, List<QuarterlyHires> rows, boolean areAll) {
        return IntStream.of(1, 2, 3, 4, WHOLE_YEAR)
                .mapToObj(quarter -> {
                    long hires = rows.stream().mapToLong(COUNTS.get(quarter)).sum();
                    return areAll ? linked(year, quarter, Optional.empty(), hires) : new HiresCell(hires, null);
                })
                .toList();
    }

    /** One number of a department and year. */
    static HiresCell ofDepartment(int year, long departmentId, long hires) {
        return linked(year, WHOLE_YEAR, Optional.of(departmentId), hires);
    }

    private static HiresCell linked(int year, int quarter, Optional<Long> departmentId, long hires) {
        if (hires == 0) {
            return new HiresCell(0, null);
        }
        Optional<Integer> asked = quarter == WHOLE_YEAR ? Optional.empty() : Optional.of(quarter);
        var question = HiresQuestion.behind(year, asked, departmentId, Optional.empty());
        return new HiresCell(hires, Addresses.hires(question, Format.HTML));
    }
}
