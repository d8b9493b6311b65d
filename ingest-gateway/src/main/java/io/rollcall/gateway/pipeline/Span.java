package io.rollcall.gateway.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * The records that a partition holds.
 *
 * @param start the offset of the first
 * @param end the offset after the last
 */
record Span(long start, long end) {

    /**
     * How many offsets lie beyond where a reader is; all of them if it has not read any.
     *
     * @param next the offset that it reads next
     */
    long beyond(@Nullable Long next) {
        return Math.max(0, end - (next == null ? start : Math.max(next, start)));
    }
}
