package io.rollcall.schemas.rules;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows any Avro value as JSON: bytes in base64, and what is nested absurdly deep as an ellipsis. */
final class AvroJson {

    private static final int DEEPEST = 100;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroJson() {}

    static JsonNode of(@Nullable Object value) {
        return of(value, 0);
    }

    private static JsonNode of(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            return NODES.stringNode("…");
        }
        return switch (value) {
            case null -> NODES.nullNode();
            case IndexedRecord nested -> object(nested, depth);
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> array(list, depth);
            case GenericFixed fixed -> NODES.binaryNode(fixed.bytes());
            case ByteBuffer bytes -> NODES.binaryNode(copy(bytes));
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            case Double number -> Shown.json(new Sent.Fraction(number));
            case Float number -> Shown.json(new Sent.Fraction(number));
            case Object other -> NODES.stringNode(StoredText.shown(other.toString()));
        };
    }

    private static ObjectNode object(IndexedRecord nested, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : nested.getSchema().getFields()) {
            object.set(field.name(), of(nested.get(field.pos()), depth + 1));
        }
        return object;
    }

    private static ObjectNode object(Map<?, ?> map, int depth) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> object.set(StoredText.shown(String.valueOf(key)), of(value, depth + 1)));
        return object;
    }

    private static ArrayNode array(Collection<?> list, int depth) {
        ArrayNode array = NODES.arrayNode(list.size());
        list.forEach(element -> array.add(of(element, depth + 1)));
        return array;
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
