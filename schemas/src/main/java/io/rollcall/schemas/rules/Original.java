package io.rollcall.schemas.rules;

import io.rollcall.schemas.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A row as it was sent, as a dead letter shows it. */
public final class Original {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Original() {}

    /** The fields as an object, the cells of a line of CSV as an array, null where nothing can be read. */
    public static @Nullable JsonNode json(Table table, SentRow row) {
        return switch (row) {
            case SentRow.Fields fields -> object(table, fields);
            case SentRow.Cells cells -> array(cells);
            case SentRow.Unreadable _ -> null;
        };
    }

    /** Text from beside a row, such as a header's, in the same form as the text in it. */
    public static @Nullable String text(@Nullable String sent) {
        return sent == null ? null : StoredText.shown(sent);
    }

    private static ObjectNode object(Table table, SentRow.Fields fields) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < fields.columns().size(); i++) {
            Sent sent = fields.columns().get(i);
            if (sent != Sent.Nothing.ABSENT) {
                object.set(table.columns().get(i).name(), Shown.json(sent));
            }
        }
        for (SentRow.UnknownField field : fields.unknown()) {
            object.set(StoredText.shown(field.name()), Shown.json(field.value()));
        }
        return object;
    }

    private static ArrayNode array(SentRow.Cells row) {
        ArrayNode array = NODES.arrayNode();
        row.cells().forEach(cell -> array.add(StoredText.shown(cell)));
        return array;
    }
}
