package io.rollcall.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured, all in one unit: by name, in the order of measuring, one figure a round. */
final class Figures {

    private final Unit unit;
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    Figures(Unit unit) {
        this.unit = unit;
    }

    void add(String name, double figure) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure);
    }

    double median(String name) {
        return Median.of(Optional.ofNullable(byName.get(name)).orElseThrow());
    }

    /** The figures of the last round, for a person. */
    String latest() {
        return byName.entrySet().stream()
                .map(figure ->
                        figure.getKey() + " " + unit.text(figure.getValue().getLast()))
                .collect(Collectors.joining(", "));
    }
}
