package io.rollcall.schemas.rules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sent values as JSON and people see them. What PostgreSQL's {@code jsonb} cannot hold (NUL, unpaired surrogates,
 * numbers of absurd size) is shown in its place by something that it can, so that every dead letter can be kept
 * everywhere.
 */
final class Shown {

    private static final int LONGEST_IN_MESSAGE = 60;
    private static final int MOST_DIGITS = 1000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Shown() {}

    /** The value as JSON, in full. */
    static JsonNode json(Sent sent) {
        return switch (sent) {
            case Sent.Nothing _ -> NODES.nullNode();
            case Sent.Text(String value) -> NODES.stringNode(StoredText.shown(value));
            case Sent.Garbled(String shown) -> NODES.stringNode(StoredText.shown(shown));
            case Sent.Whole(long value) -> NODES.numberNode(value);
            case Sent.Moment moment -> NODES.numberNode(moment.value());
            case Sent.Huge(var value) -> NODES.numberNode(value);
            case Sent.Fraction(Number value) -> fraction(value);
            case Sent.Truth(boolean value) -> NODES.booleanNode(value);
            case Sent.Structure(JsonNode value) -> value;
        };
    }

    /** The value as a violation names it: null, number, truth or text; lists and objects as their JSON text. */
    static @Nullable Object value(Sent sent) {
        return switch (sent) {
            case Sent.Nothing _ -> null;
            case Sent.Text(String value) -> StoredText.shown(value);
            case Sent.Garbled(String shown) -> StoredText.shown(shown);
            case Sent.Whole(long value) -> value;
            case Sent.Moment moment -> moment.value();
            case Sent.Huge(var value) -> value;
            case Sent.Fraction(Number value) -> fraction(value).isString() ? value.toString() : value;
            case Sent.Truth(boolean value) -> value;
            case Sent.Structure(JsonNode value) -> value.isString() ? value.stringValue() : value.toString();
        };
    }

    /** What follows a message: the value, cut where it is long, and nothing where there is none. */
    static String inMessage(Sent sent) {
        return switch (sent) {
            case Sent.Nothing _ -> "";
            case Sent.Text(String value) -> value.isBlank() ? "" : ", not \"" + cut(StoredText.shown(value)) + '"';
            case Sent.Garbled(String shown) -> ", not \"" + cut(StoredText.shown(shown)) + '"';
            case Sent.Whole(long value) -> ", not the number " + value;
            case Sent.Moment moment -> ", not the number " + moment.value();
            case Sent.Huge(var value) -> ", not the number " + cut(value.toString());
            case Sent.Fraction(Number value) -> ", not the number " + cut(value.toString());
            case Sent.Truth(boolean value) -> ", not " + value;
            case Sent.Structure(JsonNode value) -> ", not " + cut(value.toString());
        };
    }

    /** At most {@value #LONGEST_IN_MESSAGE} code points of a text. */
    static String cut(String text) {
        return StoredText.isLongerThan(text, LONGEST_IN_MESSAGE)
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST_IN_MESSAGE)) + "…"
                : text;
    }

    private static JsonNode fraction(Number value) {
        return switch (value) {
            case BigDecimal number
            when number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS ->
                NODES.numberNode(number);
            case Double number when Double.isFinite(number) -> NODES.numberNode(number);
            case Float number when Float.isFinite(number) -> NODES.numberNode(number);
            default -> NODES.stringNode(value.toString());
        };
    }
}
