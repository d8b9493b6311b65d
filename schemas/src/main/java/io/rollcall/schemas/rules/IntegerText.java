package io.rollcall.schemas.rules;

/** Reads {@code [+-]?[0-9]+}, in ASCII digits, as an integer of 64 bits. */
final class IntegerText {

    /** So many digits never exceed 64 bits. */
    private static final int SAFE_DIGITS = 18;

    private IntegerText() {}

    static Reading read(String trimmed) {
        if (trimmed.isEmpty()) {
            return Reading.None.MISSING;
        }
        boolean negative = trimmed.charAt(0) == '-';
        int first = negative || trimmed.charAt(0) == '+' ? 1 : 0;
        if (!isDigits(trimmed, first)) {
            return Reading.None.NOT_AN_INTEGER;
        }
        if (trimmed.length() - first > SAFE_DIGITS) {
            return long64(trimmed);
        }
        long value = 0;
        for (int i = first; i < trimmed.length(); i++) {
            value = value * 10 + (trimmed.charAt(i) - '0');
        }
        return new Reading.IntegerValue(negative ? -value : value);
    }

    private static boolean isDigits(String text, int first) {
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > first;
    }

    private static Reading long64(String text) {
        try {
            return new Reading.IntegerValue(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return Reading.None.BEYOND_64_BITS;
        }
    }
}
