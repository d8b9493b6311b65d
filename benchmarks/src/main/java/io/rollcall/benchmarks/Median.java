package io.rollcall.benchmarks;

import java.util.List;

/** The middle of a few measurements, which a single disturbed round does not move. */
final class Median {

    private Median() {}

    static double of(List<Double> measurements) {
        List<Double> sorted = measurements.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
