package io.rollcall.metrics.cache;

import org.springframework.http.ResponseEntity;

/**
 * An answer that was read just now.
 *
 * @param isExact whether it is the answer as long as the database stays in this state; if not, it is for those alone who have
 *     asked until now
 */
public record Reading(ResponseEntity<byte[]> answer, boolean isExact) {}
