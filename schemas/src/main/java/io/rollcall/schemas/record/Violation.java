package io.rollcall.schemas.record;

import org.jspecify.annotations.Nullable;

/**
 * One rule that a record breaks.
 *
 * @param field the field, or null where the whole record is meant
 * @param code which rule
 * @param message a sentence for a person: what is wrong and what would be right
 * @param value the offending value as JSON would show it (null, number, text; lists and objects as their JSON text)
 */
public record Violation(
        @Nullable String field,
        ReasonCode code,
        String message,
        @Nullable Object value) {}
