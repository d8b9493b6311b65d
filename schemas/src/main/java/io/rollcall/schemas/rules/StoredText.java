package io.rollcall.schemas.rules;

/** What text PostgreSQL and UTF-8 can hold: neither knows unpaired surrogates, and PostgreSQL no NUL. */
final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    static boolean isStorable(String text) {
        return firstUnstorable(text, 0) < 0;
    }

    /** Whether it has more than so many code points. */
    static boolean isLongerThan(String text, int codePoints) {
        return text.length() > codePoints && text.codePointCount(0, text.length()) > codePoints;
    }

    /** The text with the replacement character in place of each one that cannot be stored. */
    static String shown(String text) {
        int wrong = firstUnstorable(text, 0);
        if (wrong < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text);
        for (; wrong >= 0; wrong = firstUnstorable(text, wrong + 1)) {
            shown.setCharAt(wrong, REPLACEMENT);
        }
        return shown.toString();
    }

    private static int firstUnstorable(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\0') {
                return i;
            }
            if (Character.isSurrogate(character)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(character, text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
