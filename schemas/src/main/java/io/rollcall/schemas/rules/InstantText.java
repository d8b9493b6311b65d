package io.rollcall.schemas.rules;

import org.jspecify.annotations.Nullable;

/**
 * Reads a date and time with offset in ISO 8601:
 * {@code YYYY-MM-DD 'T' HH:MM [:SS [. or , digits]] (Z | ±HH[[:]MM])}. Digits beyond microseconds are cut off. Written
 * by hand because every hire passes here; tests hold it equal to {@code java.time}.
 */
final class InstantText {

    private static final int SHORTEST = "2021-07-27T16:02Z".length();
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MAX_OFFSET = 18 * 3600;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String text;
    private int next;
    private boolean wrong;

    private InstantText(String text) {
        this.text = text;
    }

    static Reading read(String trimmed) {
        if (trimmed.isEmpty()) {
            return Reading.None.MISSING;
        }
        Reading.@Nullable InstantValue read = trimmed.length() < SHORTEST ? null : new InstantText(trimmed).instant();
        return read == null ? Reading.None.NOT_A_DATETIME : read;
    }

    private Reading.@Nullable InstantValue instant() {
        int year = digits(4, 1, 9999);
        expect('-');
        int month = digits(2, 1, 12);
        expect('-');
        int day = digits(2, 1, 31);
        expectEither('T', 't');
        int second = digits(2, 0, 23) * 3600;
        expect(':');
        second += digits(2, 0, 59) * 60;
        int micros = 0;
        if (peek() == ':') {
            next++;
            second += digits(2, 0, 59);
            micros = fraction();
        }
        int offset = offset();
        if (wrong || next != text.length() || day > lengthOfMonth(year, month)) {
            return null;
        }
        long moment = epochDay(year, month, day) * SECONDS_PER_DAY + second - offset;
        return InstantRange.of(moment, micros) instanceof Reading.InstantValue instant ? instant : null;
    }

    private int fraction() {
        if (peek() != '.' && peek() != ',') {
            return 0;
        }
        next++;
        int first = next;
        int micros = 0;
        for (; isDigit(peek()); next++) {
            if (next - first < 6) {
                micros = micros * 10 + (peek() - '0');
            }
        }
        wrong |= next == first;
        for (int digits = next - first; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    private int offset() {
        char sign = peek();
        next++;
        if (sign == 'Z' || sign == 'z') {
            return 0;
        }
        wrong |= sign != '+' && sign != '-';
        int seconds = digits(2, 0, 18) * 3600;
        if (next < text.length()) {
            if (peek() == ':') {
                next++;
            }
            seconds += digits(2, 0, 59) * 60;
        }
        wrong |= seconds > MAX_OFFSET;
        return sign == '-' ? -seconds : seconds;
    }

    private int digits(int count, int least, int most) {
        int value = 0;
        for (int i = 0; i < count; i++, next++) {
            char digit = peek();
            wrong |= !isDigit(digit);
            value = value * 10 + (digit - '0');
        }
        wrong |= value < least || value > most;
        return value;
    }

    private void expect(char expected) {
        expectEither(expected, expected);
    }

    private void expectEither(char one, char other) {
        wrong |= peek() != one && peek() != other;
        next++;
    }

    /** The next character; NUL, which nothing expects, behind the end. */
    private char peek() {
        return next < text.length() ? text.charAt(next) : '\0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int lengthOfMonth(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS_OF_MONTH[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970; the year is taken to begin in March, so that the leap day is its last. */
    private static long epochDay(int year, int month, int day) {
        int shifted = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
    }
}
