package io.rollcall.metrics.figures;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What hires by quarter can be sorted by, in the order in which a page shows it. */
public enum Column {
    DEPARTMENT("department"),
    JOB("job"),
    Q1("Q1"),
    Q2("Q2"),
    Q3("Q3"),
    Q4("Q4"),
    TOTAL("total");

    private final String text;

    Column(String text) {
        this.text = text;
    }

    /** As it is written in a request. */
    public String text() {
        return text;
    }

    /** Whether it holds counts, of which people want to see the largest first. */
    public boolean isCount() {
        return this != DEPARTMENT && this != JOB;
    }

    Comparator<QuarterlyHires> order(boolean descending) {
        return descending ? ascending().reversed() : ascending();
    }

    private Comparator<QuarterlyHires> ascending() {
        return switch (this) {
            case DEPARTMENT -> Comparator.comparing(QuarterlyHires::department, NameOrder.BY_CODE_POINT);
            case JOB -> Comparator.comparing(QuarterlyHires::job, NameOrder.BY_CODE_POINT);
            case Q1 -> Comparator.comparingLong(QuarterlyHires::q1);
            case Q2 -> Comparator.comparingLong(QuarterlyHires::q2);
            case Q3 -> Comparator.comparingLong(QuarterlyHires::q3);
            case Q4 -> Comparator.comparingLong(QuarterlyHires::q4);
            case TOTAL -> Comparator.comparingLong(QuarterlyHires::total);
        };
    }

    /** The column that a request names; empty if there is none of that name. */
    public static Optional<Column> named(String text) {
        return Arrays.stream(values())
                .filter(column -> column.text.equals(text))
                .findFirst();
    }

    /** The names there are. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Column::text).toList();
    }
}
