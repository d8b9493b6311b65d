package io.rollcall.gateway.rows;

import java.util.OptionalLong;

/**
 * A number with its digits as they were sent.
 *
 * @param text the number in JSON's notation
 */
record JsonNumber(String text) {

    private static final int LONGEST_INTEGER = 20;

    /** Its value where it is written as an integer of 64 bits. */
    OptionalLong asLong() {
        if (text.length() > LONGEST_INTEGER || !text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
