package io.rollcall.gateway.rejects;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values as cells of a CSV file that somebody will open in a spreadsheet. */
final class CsvCell {

    private static final String FORMULA_STARTS = "=+-@";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

    private CsvCell() {}

    /** The text of a value: nothing for null, lists and objects as their JSON. */
    static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isString() || value.isNumber() || value.isBoolean()
                ? value.asString()
                : Letters.JSON.writeValueAsString(value);
    }

    /**
     * The text, with an apostrophe in front where a spreadsheet would run it as a formula: it takes that for "this is
     * text". Control characters at the beginning are dropped by some, so that a formula may follow. Numbers stay as they
     * are.
     */
    static String safe(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        boolean starts = first < ' ' || FORMULA_STARTS.indexOf(first) >= 0;
        return starts && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
