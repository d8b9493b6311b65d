package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes rows of one table from JSON: an object holds fields, an array the cells of a line of CSV (the forms of the
 * header {@code original}). Thread-safe.
 */
public final class JsonRows {

    /** Below what a writer of JSON allows, so that what was read can be written as a part of something else. */
    private static final int DEEPEST = 400;
    /** As long as a row may be: a number of more digits than fit is out of range, not unreadable. */
    private static final int MOST_DIGITS = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Table table;

    public JsonRows(Table table) {
        this.table = table;
    }

    /** The row that a JSON text in UTF-8 holds. */
    public SentRow row(byte[] json) {
        try {
            return row(JSON.readTree(json));
        } catch (JacksonException e) {
            return new SentRow.Unreadable("the header with the row as it was sent is no JSON");
        }
    }

    /** The row that a JSON value holds. */
    public SentRow row(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> fields(object);
            case ArrayNode cells -> cells(cells);
            case JsonNode _ -> new SentRow.Unreadable("a row in JSON is an object, or an array of cells");
        };
    }

    private SentRow fields(ObjectNode object) {
        List<Sent> columns = new ArrayList<>(table.columns().size());
        for (Column column : table.columns()) {
            columns.add(sent(object.get(column.name())));
        }
        List<SentRow.UnknownField> unknown = object.properties().stream()
                .filter(field -> table.column(field.getKey()).isEmpty())
                .map(field -> new SentRow.UnknownField(field.getKey(), sent(field.getValue())))
                .toList();
        return new SentRow.Fields(columns, unknown);
    }

    private SentRow cells(ArrayNode cells) {
        if (cells.size() == table.columns().size()) {
            return new SentRow.Fields(cells.valueStream().map(JsonRows::sent).toList(), List.of());
        }
        return new SentRow.Cells(cells.valueStream()
                .map(cell -> cell.isString() ? cell.stringValue() : cell.toString())
                .toList());
    }

    private static Sent sent(@Nullable JsonNode value) {
        if (value == null) {
            return Sent.Nothing.ABSENT;
        }
        return switch (value.getNodeType()) {
            case NULL, MISSING -> Sent.Nothing.NULL;
            case STRING -> new Sent.Text(value.stringValue());
            case NUMBER -> number(value);
            case BOOLEAN -> new Sent.Truth(value.booleanValue());
            case ARRAY, OBJECT, BINARY, POJO -> new Sent.Structure(StorableJson.of(value));
        };
    }

    private static Sent number(JsonNode number) {
        if (!number.isIntegralNumber()) {
            return new Sent.Fraction(number.numberValue());
        }
        return number.canConvertToLong() ? new Sent.Whole(number.longValue()) : new Sent.Huge(number.bigIntegerValue());
    }
}
