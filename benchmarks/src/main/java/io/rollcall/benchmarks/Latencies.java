package io.rollcall.benchmarks;

import java.util.List;

/**
 * How long the answers took.
 *
 * @param millis each in milliseconds, shortest first
 */
record Latencies(List<Double> millis) {

    Latencies {
        millis = millis.stream().sorted().toList();
    }

    /** What half of the answers took at most. */
    double p50() {
        return percentile(0.50);
    }

    /** What all but one in a hundred answers took at most. */
    double p99() {
        return percentile(0.99);
    }

    private double percentile(double share) {
        return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }
}
