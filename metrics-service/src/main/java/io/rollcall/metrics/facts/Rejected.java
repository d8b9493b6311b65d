package io.rollcall.metrics.facts;

import java.util.List;

/**
 * The dead letters of a table.
 *
 * @param letters how many there are
 * @param reasons how many of them have which reason, most first; a letter may have several
 */
public record Rejected(long letters, List<Reason> reasons) {

    public Rejected {
        reasons = List.copyOf(reasons);
    }

    /** A reason code of the contract and how many letters have it. */
    public record Reason(String code, long letters) {}
}
