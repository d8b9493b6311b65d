package io.rollcall.schemas.rules;

/** What a sent value is when it is read as its column's type. */
sealed interface Reading {

    record IntegerValue(long value) implements Reading {}

    /** Trimmed and not empty. */
    record TextValue(String value) implements Reading {}

    /** Microseconds since 1970, in the years 1 to 9999. */
    record InstantValue(long micros) implements Reading {}

    /** Why there is no value. */
    enum None implements Reading {
        MISSING,
        OF_ANOTHER_TYPE,
        NOT_AN_INTEGER,
        BEYOND_64_BITS,
        NOT_A_DATETIME,
        NOT_UTF_8
    }
}
