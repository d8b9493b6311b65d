package io.rollcall.schemas.wire;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import tools.jackson.databind.JsonNode;

/**
 * A schema registry with Confluent's API. Ids and schemas are immutable there, so each is asked for once. Thread-safe.
 *
 * <p>Every call throws {@link RegistryUnavailableException} when the registry cannot be reached or answers with an
 * error of its own, after a few quick attempts.
 */
public final class SchemaRegistry {

    private final RegistryHttp http;
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * A registry.
     *
     * @param baseUrl the base of Confluent's API, such as {@code http://localhost:8081/apis/ccompat/v7}
     */
    public SchemaRegistry(URI baseUrl) {
        this.http = new RegistryHttp(baseUrl);
    }

    /**
     * Registers a schema under a subject; the same schema again gives the same id.
     *
     * @throws SchemaRefusedException if the subject's compatibility does not allow it
     */
    public int register(String subject, Schema schema) {
        Subject key = new Subject(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        JsonNode answer = switch (insist(
                () -> http.post("/subjects/" + encoded(subject) + "/versions", Map.of("schema", schema.toString())))) {
            case RegistryHttp.Answer.Success success -> success.body();
            case RegistryHttp.Answer.Refusal refusal ->
                throw new SchemaRefusedException(
                        "the registry refuses the schema of " + subject + ": " + refusal.message());
        };
        int id = required(answer, "id").asInt();
        ids.put(key, id);
        schemas.putIfAbsent(id, schema);
        return id;
    }

    /** Says how schemas of the subject may change from now on. */
    public void setCompatibility(String subject, Compatibility level) {
        switch (insist(() -> http.put("/config/" + encoded(subject), Map.of("compatibility", level.name())))) {
            case RegistryHttp.Answer.Success _ -> {}
            case RegistryHttp.Answer.Refusal refusal ->
                throw new SchemaRefusedException(
                        "the registry refuses " + level + " for " + subject + ": " + refusal.message());
        }
    }

    /**
     * The schema with that id.
     *
     * @throws UnknownSchemaException if the registry has none
     */
    public Schema schemaById(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema fetched = fetch(id);
        schemas.put(id, fetched);
        return fetched;
    }

    private Schema fetch(int id) {
        return switch (http.get("/schemas/ids/" + id)) {
            case RegistryHttp.Answer.Success success -> parse(id, success.body());
            case RegistryHttp.Answer.Refusal _ -> throw new UnknownSchemaException(id);
        };
    }

    /** A schema that is not Avro (JSON Schema, say) is as unknown to a reader of Avro as one that is not there. */
    private static Schema parse(int id, JsonNode body) {
        if (!body.path("schemaType").asString("AVRO").equals("AVRO")) {
            throw new UnknownSchemaException(id);
        }
        try {
            return new Schema.Parser().parse(required(body, "schema").asString());
        } catch (SchemaParseException e) {
            UnknownSchemaException unknown = new UnknownSchemaException(id);
            unknown.initCause(e);
            throw unknown;
        }
    }

    private static JsonNode required(JsonNode body, String property) {
        JsonNode value = body.get(property);
        if (value == null) {
            throw new RegistryUnavailableException("the registry answered without " + property);
        }
        return value;
    }

    /**
     * Of two callers that are the first to say a thing, a registry may refuse one because it exists: so ask once more.
     */
    private static RegistryHttp.Answer insist(Supplier<RegistryHttp.Answer> call) {
        return switch (call.get()) {
            case RegistryHttp.Answer.Success success -> success;
            case RegistryHttp.Answer.Refusal _ -> call.get();
        };
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record Subject(String name, Schema schema) {}
}
