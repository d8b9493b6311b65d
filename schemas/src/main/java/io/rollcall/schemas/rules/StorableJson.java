package io.rollcall.schemas.rules;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON of any origin in the form that {@link Shown} promises. */
final class StorableJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StorableJson() {}

    static JsonNode of(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = NODES.objectNode();
                object.forEachEntry((name, nested) -> copy.set(StoredText.shown(name), of(nested)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode(array.size());
                array.forEach(nested -> copy.add(of(nested)));
                yield copy;
            }
            case StringNode text -> NODES.stringNode(StoredText.shown(text.stringValue()));
            case JsonNode number
            when number.isFloatingPointNumber() -> Shown.json(new Sent.Fraction(number.numberValue()));
            case JsonNode other -> other;
        };
    }
}
