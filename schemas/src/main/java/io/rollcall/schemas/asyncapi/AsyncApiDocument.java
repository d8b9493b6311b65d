package io.rollcall.schemas.asyncapi;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topic;
import io.rollcall.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the document: for each topic a channel, an operation, and the messages with their schemas. */
public final class AsyncApiDocument {

    private static final String WRITTEN = "/rollcall/asyncapi.json";
    private static final String DEAD_LETTER = "/rollcall/dead-letter.schema.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode document = read(WRITTEN);
    private final Map<String, Topic> topics;
    private final ChannelBinding binding;

    private AsyncApiDocument(Tables tables, ChannelBinding binding) {
        this.binding = binding;
        this.topics = Topic.allOf(tables).stream().collect(Collectors.toMap(Topic::name, Function.identity()));
    }

    /**
     * The document.
     *
     * @param partitions of each topic that is created
     * @param replicas copies of each partition
     */
    public static JsonNode of(Tables tables, int partitions, int replicas) {
        AsyncApiDocument writer = new AsyncApiDocument(tables, new ChannelBinding(partitions, replicas));
        for (Table table : tables) {
            writer.raw(table);
            writer.valid(table);
        }
        writer.deadLetters();
        writer.batches();
        return writer.document;
    }

    private void raw(Table table) {
        String topic = table.rawTopic();
        components("schemas").set(topic, TableMessages.avro(table.rawSchema()));
        components("messages").set(topic, TableMessages.raw(table));
        channel(topic, "Records of " + table.name() + " for Rollcall to judge, from whoever may write here.", topic);
        operation(topic, "receive", "Judges each record: it becomes a valid record or a dead letter.");
    }

    private void valid(Table table) {
        String topic = table.validTopic();
        String deleted = topic + ".deleted";
        components("schemas").set(topic, TableMessages.avro(table.strictSchema()));
        components("messages").set(topic, TableMessages.valid(table));
        components("messages").set(deleted, TableMessages.deleted(table));
        channel(topic, "The table " + table.name() + ": the last record of a key is its row.", topic, deleted);
        operation(topic, "send", "Publishes records that met every rule. Read committed ones only.");
    }

    private void deadLetters() {
        // What is left of it is of draft 7 as well, which is what AsyncAPI's own schemas build on.
        components("schemas").set("dead-letter", read(DEAD_LETTER).without(List.of("$schema", "$id")));
        channel(Topics.DEAD_LETTERS, "The rejected records of all tables.", Topics.DEAD_LETTERS);
        operation(Topics.DEAD_LETTERS, "send", "Publishes what became of a record that broke rules.");
    }

    private void batches() {
        channel(Topics.BATCHES, "What each request to the gateway submitted.", Topics.BATCHES);
        operation(Topics.BATCHES, "send", "Announces rows that Kafka has acknowledged, for the receipts.");
    }

    private void channel(String topic, String description, String... messages) {
        ObjectNode channel = object("channels").putObject(topic);
        channel.put("address", topic).put("description", description);
        ObjectNode named = channel.putObject("messages");
        for (String message : messages) {
            named.putObject(message).put("$ref", "#/components/messages/" + message);
        }
        channel.putObject("bindings").set("kafka", binding.of(Objects.requireNonNull(topics.get(topic), topic)));
    }

    private void operation(String topic, String action, String summary) {
        ObjectNode operation = object("operations").putObject(action + "." + topic);
        operation.put("action", action).put("summary", summary);
        operation.putObject("channel").put("$ref", "#/channels/" + topic);
    }

    private ObjectNode components(String kind) {
        return object("components").withObjectProperty(kind);
    }

    private ObjectNode object(String name) {
        return document.withObjectProperty(name);
    }

    private static ObjectNode read(String file) {
        try (InputStream text = Objects.requireNonNull(AsyncApiDocument.class.getResourceAsStream(file), file)) {
            return JSON.readTree(text).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
