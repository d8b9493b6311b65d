package io.rollcall.gateway.rows;

import org.jspecify.annotations.Nullable;

/**
 * The key under which a raw record travels. Every way of writing an integer id gives the same key, so that all records
 * of one id are in one partition and the last one wins.
 */
public final class RecordKey {

    private static final int LONGEST = 19;

    private RecordKey() {}

    /** The id as text, or null where the id is none: missing, not an integer, beyond 64 bits. */
    public static @Nullable String of(@Nullable Object id) {
        return switch (id) {
            case null -> null;
            case Long number -> Long.toString(number);
            case CharSequence text -> canonical(text.toString().strip());
            default -> null;
        };
    }

    private static @Nullable String canonical(String text) {
        int length = text.length();
        boolean signed = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+');
        int start = signed ? 1 : 0;
        if (start == length || !areDigits(text, start)) {
            return null;
        }
        while (start < length - 1 && text.charAt(start) == '0') {
            start++;
        }
        if (length - start > LONGEST) {
            return null;
        }
        boolean negative = signed && text.charAt(0) == '-';
        if (length - start < LONGEST) {
            boolean isZero = length - start == 1 && text.charAt(start) == '0';
            return negative && !isZero ? "-" + text.substring(start) : text.substring(start);
        }
        return parsed((negative ? "-" : "") + text.substring(start));
    }

    private static boolean areDigits(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String parsed(String digits) {
        try {
            return Long.toString(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
