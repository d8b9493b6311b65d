package io.rollcall.sink.letters;

import java.time.Instant;

/** Text as PostgreSQL can hold it: without U+0000 and without half a surrogate pair; either becomes U+FFFD. */
final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private PlainText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnfit(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    static boolean isPlain(String text) {
        return text.equals(of(text));
    }

    /** Whether a moment is one of the years that every program can write and read. */
    static boolean isDate(Instant moment) {
        return !moment.isBefore(FIRST) && moment.isBefore(END);
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isUnfit(text, i)) {
                plain.setCharAt(i, REPLACEMENT);
            }
        }
        return plain.toString();
    }

    private static boolean isUnfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c == 0;
    }
}
