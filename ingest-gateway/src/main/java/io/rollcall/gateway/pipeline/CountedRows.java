package io.rollcall.gateway.pipeline;

import io.rollcall.gateway.pipeline.Pipeline.DeadLetterCounts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Postgres has to count.
 *
 * @param at when
 * @param stored records by table; null if they cannot be counted
 * @param deadLetters rejected records; null if they cannot be counted
 */
record CountedRows(
        Instant at,
        @Nullable Map<String, Long> stored,
        @Nullable DeadLetterCounts deadLetters) {}
