package io.rollcall.metrics.facts;

import java.util.List;

/**
 * The dead letters of a table.
 *
 * @param letters how many there are
 * @param reasons how many of them have which reason, most first; a letter may have several
 * @param isExact whether they were counted as of now, rather than some seconds ago
 */
public record Rejected(long letters, List<Reason> reasons, boolean isExact) {

    public Rejected {
        reasons = List.copyOf(reasons);
    }

    /** The same for somebody who asks later. */
    Rejected ofBefore() {
        return new Rejected(letters, reasons, false);
    }

    /** A reason code of the contract and how many letters have it. */
    public record Reason(String code, long letters) {}
}
