package io.rollcall.benchmarks;

/**
 * A line of the table in which the figures are printed, cell by cell. The last says what the limit is or, without one,
 * what was done.
 */
record Line(String name, String rollcall, String limit, String ratio, String promised, String limitIs) {

    static final Line HEAD = new Line("", "Rollcall", "limit", "ratio", "promised", "limit is");

    private static final String NONE = "-";

    /** Rows per second beside a limit; the ratio is promised to be so much at least. */
    static Line beside(String name, double rollcall, double limit, double promised, String limitIs) {
        return new Line(
                name,
                rate(rollcall),
                rate(limit),
                "%.2fx".formatted(rollcall / limit),
                ">= %.2fx".formatted(promised),
                limitIs);
    }

    /** Rows per second that are promised to be so many at least. */
    static Line atLeast(String name, double rollcall, double promised, String what) {
        return new Line(name, rate(rollcall), NONE, NONE, ">= " + rate(promised), what);
    }

    /** Rows per second of which nothing is promised. */
    static Line alone(String name, double rollcall, String what) {
        return new Line(name, rate(rollcall), NONE, NONE, NONE, what);
    }

    /** Milliseconds that are promised to be so many at most. */
    static Line within(String name, double rollcall, double promised, String what) {
        return new Line(name, millis(rollcall), NONE, NONE, "<= " + millis(promised), what);
    }

    /** Milliseconds of which nothing is promised. */
    static Line took(String name, double rollcall, String what) {
        return new Line(name, millis(rollcall), NONE, NONE, NONE, what);
    }

    /** Milliseconds beside others that are promised to be so many times as much at most. */
    static Line nearly(String name, double rollcall, double other, double promised, String limitIs) {
        return new Line(
                name,
                millis(rollcall),
                millis(other),
                "%.2fx".formatted(rollcall / other),
                "< %.2fx".formatted(promised),
                limitIs);
    }

    /** Milliseconds beside those of another way, of which nothing is promised. */
    static Line insteadOf(String name, double rollcall, double other, String limitIs) {
        return new Line(name, millis(rollcall), millis(other), "%.4fx".formatted(rollcall / other), NONE, limitIs);
    }

    /** The size of a file, which is promised to be smaller than another one. */
    static Line smaller(String name, long rollcall, long limit, String limitIs) {
        return new Line(
                name, bytes(rollcall), bytes(limit), "%.2fx".formatted((double) rollcall / limit), "< 1.00x", limitIs);
    }

    /** What could not be measured. */
    static Line absent(String name, String why) {
        return new Line(name, NONE, NONE, NONE, NONE, why);
    }

    private static String rate(double rowsPerSecond) {
        return Unit.ROWS_PER_SECOND.text(rowsPerSecond);
    }

    private static String millis(double milliseconds) {
        return Unit.MILLISECONDS.text(milliseconds);
    }

    private static String bytes(long bytes) {
        return "%,d B".formatted(bytes);
    }

    @Override
    public String toString() {
        return "%-32s %14s %14s %8s %14s   %s".formatted(name, rollcall, limit, ratio, promised, limitIs);
    }
}
