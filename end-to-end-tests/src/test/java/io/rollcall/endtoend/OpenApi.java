package io.rollcall.endtoend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI document as far as the tests ask about it. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    /**
     * A call.
     *
     * @param method such as {@code GET}
     * @param path with its variables in braces
     * @param description the operation object
     */
    record Operation(String method, String path, JsonNode description) {

        String id() {
            return description.required("operationId").asString();
        }

        /** Such as {@code GET /batches/{id}}. */
        String name() {
            return method + " " + path;
        }

        /** The scopes that a token of {@code /token} needs; null where no token is needed. */
        Set<String> scopes() {
            Set<String> scopes = new TreeSet<>();
            description
                    .required("security")
                    .forEach(way -> way.path("signIn").forEach(scope -> scopes.add(scope.asString())));
            return scopes;
        }

        boolean isOpen() {
            JsonNode ways = description.required("security");
            return ways.isEmpty() || ways.valueStream().anyMatch(JsonNode::isEmpty);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** In the order of the document. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.required("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, description) -> {
                    if (METHODS.contains(method)) {
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, description));
                    }
                }));
        return operations;
    }

    /** What a node refers to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : resolved(document.requiredAt(reference.asString().substring(1)));
    }

    /** By status. */
    Map<Integer, JsonNode> responses(Operation operation) {
        Map<Integer, JsonNode> responses = new LinkedHashMap<>();
        operation
                .description()
                .required("responses")
                .forEachEntry((status, response) -> responses.put(Integer.valueOf(status), resolved(response)));
        return responses;
    }

    /**
     * A schema of the document as one that stands for itself, and stricter: an object has no members but those that are
     * described.
     */
    String standalone(JsonNode schema) {
        ObjectNode alone = strict(schema).asObject();
        alone.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        alone.putObject("components").set("schemas", strict(document.requiredAt("/components/schemas")));
        return alone.toString();
    }

    private static JsonNode strict(JsonNode node) {
        JsonNode copy = node.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.forEach(OpenApi::close);
        } else if (node instanceof ArrayNode array) {
            array.forEach(OpenApi::close);
        }
    }
}
