package io.rollcall.gateway.rejects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row as it was sent, laid out in columns. What belongs to no column of the table is a remark, named with an underscore
 * in front, which the gateway reads over when the file is sent again: field {@code x} is {@code _extra_x}, the first
 * surplus cell of a CSV row is {@code _extra_1}, unreadable bytes are {@code _original_base64}.
 */
final class OriginalCells {

    private static final String EXTRA = "_extra_";
    private static final String BYTES = "_original_base64";

    private OriginalCells() {}

    /** The cells by the name of their column. */
    static SequencedMap<String, String> of(Reject reject, List<String> columns) {
        SequencedMap<String, String> cells = new LinkedHashMap<>();
        put(reject.original(), columns, cells);
        if (reject.bytes() != null) {
            cells.put(BYTES, reject.bytes());
        }
        return cells;
    }

    private static void put(@Nullable JsonNode original, List<String> columns, SequencedMap<String, String> cells) {
        switch (original) {
            case ObjectNode object ->
                object.forEachEntry(
                        (name, value) -> cells.put(columns.contains(name) ? name : EXTRA + name, CsvCell.text(value)));
            // The cells of a row with a wrong number of them; whether they stood in this order, nobody knows.
            case ArrayNode sent -> {
                for (int i = 0; i < sent.size(); i++) {
                    cells.put(column(i, columns), CsvCell.text(sent.get(i)));
                }
            }
            case null -> {}
            case JsonNode other -> cells.put(EXTRA + 1, CsvCell.text(other));
        }
    }

    private static String column(int cell, List<String> columns) {
        return cell < columns.size() ? columns.get(cell) : EXTRA + (cell - columns.size() + 1);
    }
}
