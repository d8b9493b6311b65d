package io.rollcall.validator.waiting;

import java.util.OptionalLong;

/**
 * A record that waits.
 *
 * @param held the id whose later records queue behind this one, if they do
 */
public record Parked(RawRecord raw, OptionalLong held) {}
