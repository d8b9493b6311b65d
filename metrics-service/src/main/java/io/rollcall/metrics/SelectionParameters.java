package io.rollcall.metrics;

import org.jspecify.annotations.Nullable;

/** The parameters, as sent, that say which rows of hires by quarter are wanted, and in which order. */
record SelectionParameters(
        @Nullable String department,
        @Nullable String job,
        @Nullable String sort,
        @Nullable String order) {}
