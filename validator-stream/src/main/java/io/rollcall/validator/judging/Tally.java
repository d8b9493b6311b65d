package io.rollcall.validator.judging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.Violation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts for people who watch. Counted when judged, so what is judged again after a failure counts again; receipts, not
 * these figures, account for records. Thread-safe.
 */
public final class Tally {

    private final MeterRegistry meters;
    private final Map<String, Counter> received = new ConcurrentHashMap<>();
    private final Map<String, Counter> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger parked = new AtomicInteger();

    public Tally(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("rollcall.validator.parked", parked);
    }

    void received(Table table) {
        counter(received, "rollcall.validator.received", table).increment();
    }

    void accepted(Table table) {
        counter(accepted, "rollcall.validator.accepted", table).increment();
    }

    /** Counts a rejected record once under each of its codes. */
    void rejected(Table table, List<Violation> violations) {
        violations.stream()
                .map(Violation::code)
                .distinct()
                .map(ReasonCode::code)
                .forEach(code -> meters.counter("rollcall.validator.rejected", "table", table.name(), "code", code)
                        .increment());
    }

    /** So many more records wait, or fewer where it is negative. */
    void parked(int change) {
        parked.addAndGet(change);
    }

    /** How many records wait. */
    public int parked() {
        return parked.get();
    }

    private Counter counter(Map<String, Counter> counters, String name, Table table) {
        Counter counter = counters.get(table.name());
        return counter != null
                ? counter
                : counters.computeIfAbsent(table.name(), label -> meters.counter(name, "table", label));
    }
}
