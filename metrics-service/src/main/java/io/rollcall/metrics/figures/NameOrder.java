package io.rollcall.metrics.figures;

import java.util.Arrays;
import java.util.Comparator;

/** The order of names that the contract has, which is the database's {@code COLLATE "C"}. */
final class NameOrder {

    /** Differs from that of {@link String} where a character takes two {@code char}s. */
    static final Comparator<String> BY_CODE_POINT = (one, other) ->
            Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    private NameOrder() {}
}
