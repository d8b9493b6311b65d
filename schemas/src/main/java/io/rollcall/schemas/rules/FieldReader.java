package io.rollcall.schemas.rules;

import io.rollcall.schemas.ColumnType;

/** Reads what was sent as a column's type. Text counts as what it says, since CSV has nothing else. */
final class FieldReader {

    private FieldReader() {}

    static Reading read(ColumnType type, Sent sent) {
        return switch (type) {
            case INTEGER -> integer(sent);
            case TEXT -> text(sent);
            case INSTANT -> instant(sent);
        };
    }

    private static Reading integer(Sent sent) {
        return switch (sent) {
            case Sent.Whole(long value) -> new Reading.IntegerValue(value);
            case Sent.Moment moment -> new Reading.IntegerValue(moment.value());
            case Sent.Text(String value) -> IntegerText.read(value.strip());
            case Sent.Garbled _ -> Reading.None.NOT_UTF_8;
            case Sent.Huge _ -> Reading.None.BEYOND_64_BITS;
            case Sent.Fraction _ -> Reading.None.NOT_AN_INTEGER;
            case Sent.Truth _, Sent.Structure _ -> Reading.None.OF_ANOTHER_TYPE;
            case Sent.Nothing _ -> Reading.None.MISSING;
        };
    }

    private static Reading text(Sent sent) {
        return switch (sent) {
            case Sent.Text(String value) -> {
                String trimmed = value.strip();
                yield trimmed.isEmpty() ? Reading.None.MISSING : new Reading.TextValue(trimmed);
            }
            case Sent.Garbled _ -> Reading.None.NOT_UTF_8;
            case Sent.Whole _, Sent.Huge _, Sent.Fraction _, Sent.Moment _ -> Reading.None.OF_ANOTHER_TYPE;
            case Sent.Truth _, Sent.Structure _ -> Reading.None.OF_ANOTHER_TYPE;
            case Sent.Nothing _ -> Reading.None.MISSING;
        };
    }

    private static Reading instant(Sent sent) {
        return switch (sent) {
            case Sent.Text(String value) -> InstantText.read(value.strip());
            case Sent.Moment moment -> InstantRange.of(moment);
            case Sent.Garbled _ -> Reading.None.NOT_UTF_8;
            case Sent.Whole _, Sent.Huge _, Sent.Fraction _ -> Reading.None.OF_ANOTHER_TYPE;
            case Sent.Truth _, Sent.Structure _ -> Reading.None.OF_ANOTHER_TYPE;
            case Sent.Nothing _ -> Reading.None.MISSING;
        };
    }
}
