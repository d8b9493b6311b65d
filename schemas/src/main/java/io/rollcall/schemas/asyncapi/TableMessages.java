package io.rollcall.schemas.asyncapi;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import org.apache.avro.Schema;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The messages of one table, in AsyncAPI's terms. */
final class TableMessages {

    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
    private static final String INTEGER = "^-?[0-9]{1,19}$";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TableMessages() {}

    /** An Avro schema as it is in the registry. */
    static ObjectNode avro(Schema schema) {
        ObjectNode multiFormat = NODES.objectNode().put("schemaFormat", AVRO);
        multiFormat.set("schema", JsonMapper.shared().readTree(schema.toString()));
        return multiFormat;
    }

    static ObjectNode raw(Table table) {
        ObjectNode message = message(table, "A raw record of " + table.name(), "headers");
        message.put("description", """
                Every field may be null, a long or a string; text counts as what it says. A stricter schema of the same \
                name is as good, such as `#/components/schemas/%s`, whose properties say the rules.""".formatted(table.validTopic()));
        payload(message, table.rawTopic());
        message.putArray("examples").addObject().set("payload", example(table));
        ObjectNode key = key(wireFormat(message), keyOf(table) + " Records of one key keep their order. Or none.");
        key.putArray("type").add("string").add("null");
        return message;
    }

    static ObjectNode valid(Table table) {
        ObjectNode message = message(table, "A valid record of " + table.name(), "valid-headers");
        payload(message, table.validTopic());
        key(wireFormat(message), keyOf(table)).put("type", "string");
        return message;
    }

    /** A null value, of which the binding has nothing to say but the key. */
    static ObjectNode deleted(Table table) {
        ObjectNode message = message(table, "A row of " + table.name() + " was deleted", "valid-headers");
        message.putObject("payload").put("type", "null");
        key(message.putObject("bindings").putObject("kafka"), keyOf(table)).put("type", "string");
        message.withObject("/bindings/kafka").put("bindingVersion", ChannelBinding.VERSION);
        return message;
    }

    private static ObjectNode message(Table table, String title, String headers) {
        ObjectNode message = NODES.objectNode().put("name", table.name()).put("title", title);
        message.putObject("headers").put("$ref", "#/components/schemas/" + headers);
        return message;
    }

    private static void payload(ObjectNode message, String schema) {
        message.putObject("payload").put("$ref", "#/components/schemas/" + schema);
    }

    private static ObjectNode wireFormat(ObjectNode message) {
        return message.putObject("bindings")
                .putObject("kafka")
                .put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", ChannelBinding.VERSION);
    }

    private static ObjectNode key(ObjectNode binding, String description) {
        return binding.putObject("key").put("pattern", INTEGER).put("description", description);
    }

    private static String keyOf(Table table) {
        return "The `" + table.key().name() + "` as text.";
    }

    private static ObjectNode example(Table table) {
        ObjectNode example = NODES.objectNode();
        for (Column column : table.columns()) {
            switch (column.type()) {
                case INTEGER ->
                    example.put(column.name(), Math.max(1, column.minimum().orElse(1)));
                case TEXT -> example.put(column.name(), "Some " + column.name());
                case INSTANT -> example.put(column.name(), "2021-07-27T16:02:08Z");
            }
        }
        return example;
    }
}
