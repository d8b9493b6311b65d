package io.rollcall.metrics.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose mean it is. */
public enum Population {
    /** Of every department there is. */
    ALL,
    /** Of the departments that hired in the year. */
    HIRING;

    /** Whether a department counts towards the mean. */
    public boolean counts(DepartmentHires department) {
        return switch (this) {
            case ALL -> true;
            case HIRING -> department.isHiring();
        };
    }

    /** As it is written in a request. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The population that a request names; empty if there is none of that name. */
    public static Optional<Population> named(String text) {
        return Arrays.stream(values())
                .filter(population -> population.text().equals(text))
                .findFirst();
    }

    /** The names there are. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Population::text).toList();
    }
}
