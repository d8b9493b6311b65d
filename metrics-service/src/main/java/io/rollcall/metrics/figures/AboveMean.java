package io.rollcall.metrics.figures;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The departments that hired more than the mean.
 *
 * @param mean hires ÷ departments to four decimals, half up; empty when there is no department to take a mean over
 * @param departments those strictly above the exact mean, most hires first, then by id
 * @param others all other departments, in the same order, whether or not they count towards the mean
 */
public record AboveMean(Optional<BigDecimal> mean, List<DepartmentHires> departments, List<DepartmentHires> others) {

    private static final int DECIMALS = 4;

    private static final Comparator<DepartmentHires> MOST_HIRES_FIRST =
            Comparator.comparingLong(DepartmentHires::hired).reversed().thenComparingLong(DepartmentHires::id);

    public AboveMean {
        departments = List.copyOf(departments);
        others = List.copyOf(others);
    }

    /** Compares every department with the mean of those that the population counts. */
    public static AboveMean of(List<DepartmentHires> all, Population population) {
        List<DepartmentHires> counted = all.stream().filter(population::counts).toList();
        BigInteger hires = counted.stream()
                .map(department -> BigInteger.valueOf(department.hired()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger count = BigInteger.valueOf(counted.size());
        Predicate<DepartmentHires> isAbove =
                department -> population.counts(department) && isAbove(department.hired(), hires, count);
        List<DepartmentHires> inOrder = all.stream().sorted(MOST_HIRES_FIRST).toList();
        return new AboveMean(
                mean(hires, count),
                inOrder.stream().filter(isAbove).toList(),
                inOrder.stream().filter(isAbove.negate()).toList());
    }

    /** {@code hired > hires ÷ count} without a division, so that nothing is rounded. */
    private static boolean isAbove(long hired, BigInteger hires, BigInteger count) {
        return BigInteger.valueOf(hired).multiply(count).compareTo(hires) > 0;
    }

    private static Optional<BigDecimal> mean(BigInteger hires, BigInteger count) {
        return count.signum() == 0
                ? Optional.empty()
                : Optional.of(new BigDecimal(hires).divide(new BigDecimal(count), DECIMALS, RoundingMode.HALF_UP));
    }
}
