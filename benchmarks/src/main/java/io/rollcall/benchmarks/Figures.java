package io.rollcall.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured, in rows per second: by name, in the order of measuring, one figure a round. */
final class Figures {

    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    void add(String name, double rowsPerSecond) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(rowsPerSecond);
    }

    double median(String name) {
        return Median.of(Optional.ofNullable(byName.get(name)).orElseThrow());
    }

    /** The figures of the last round, for a person. */
    String latest() {
        return byName.entrySet().stream()
                .map(figure -> "%s %,.0f rows/s"
                        .formatted(figure.getKey(), figure.getValue().getLast()))
                .collect(Collectors.joining(", "));
    }
}
