package io.rollcall.sink.letters;

import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as PostgreSQL's jsonb can hold it. What jsonb refuses is written otherwise: U+0000 and half a surrogate pair
 * become U+FFFD, a number beyond {@code numeric} becomes text, and what is nested too deep for the server's stack
 * becomes its JSON text.
 *
 * @param text the JSON
 * @param changed whether anything had to be written otherwise
 */
record JsonbText(String text, boolean changed) {

    /** Well below what the default of {@code max_stack_depth} allows, well above what anybody sends in earnest. */
    static final int DEEPEST = 900;
    /** {@code numeric} takes 131,072 digits before the point and 16,383 after it. */
    private static final int MOST_DIGITS = 16_000;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .build())
            .build();

    /**
     * Rewrites JSON.
     *
     * @throws JacksonException if it is not JSON, or nested deeper than {@link #DEEPEST}
     */
    static JsonbText of(String json) {
        StringWriter out = new StringWriter(json.length());
        boolean changed = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json);
                JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                changed |= copy(token, parser, generator);
            }
        }
        return changed ? new JsonbText(out.toString(), true) : new JsonbText(json, false);
    }

    private static boolean copy(JsonToken token, JsonParser parser, JsonGenerator generator) {
        return switch (token) {
            case PROPERTY_NAME -> {
                String name = PlainText.of(parser.currentName());
                generator.writeName(name);
                yield !name.equals(parser.currentName());
            }
            case VALUE_STRING -> {
                String text = PlainText.of(parser.getString());
                generator.writeString(text);
                yield !text.equals(parser.getString());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> copyNumber(parser.getString(), generator);
            default -> {
                generator.copyCurrentEvent(parser);
                yield false;
            }
        };
    }

    private static boolean copyNumber(String number, JsonGenerator generator) {
        if (fits(number)) {
            generator.writeNumber(number);
            return false;
        }
        generator.writeString(number);
        return true;
    }

    private static boolean fits(String number) {
        if (number.length() > MOST_DIGITS) {
            return false;
        }
        try {
            BigDecimal value = new BigDecimal(number);
            return Math.abs((long) value.scale()) + value.precision() <= MOST_DIGITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
