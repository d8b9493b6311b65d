package io.rollcall.schemas.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.schemas.record.BatchProgress.State;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.RecordHeaders;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AsyncApiDocumentTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Tables tables = Tables.fromClassPath();
    private final JsonNode document = AsyncApiDocument.of(tables, 6, 3);

    @Test
    void receivesWhatIsSentToTheRawTopicsAndSendsTheRest() {
        assertThat(document.required("operations").propertyNames())
                .containsExactlyInAnyOrder(
                        "receive.raw.departments",
                        "receive.raw.jobs",
                        "receive.raw.hired_employees",
                        "send.valid.departments",
                        "send.valid.jobs",
                        "send.valid.hired_employees",
                        "send.dead-letters",
                        "send.batches");
        document.required("operations")
                .forEachEntry((name, operation) -> assertThat(name)
                        .isEqualTo(operation.required("action").asString() + "."
                                + resolved(operation.required("channel"))
                                        .required("address")
                                        .asString()));
    }

    @Test
    void hasTheSchemasOfEachTable() {
        assertThat(tables).allSatisfy(table -> {
            assertThat(payload(table.rawTopic())).isEqualTo(table.rawSchema());
            assertThat(payload(table.validTopic())).isEqualTo(table.strictSchema());
            assertThat(payload(table.validTopic()).getField(table.key().name()).getObjectProps())
                    .containsKey("minimum");
        });
    }

    @Test
    void knowsATableOfWhichThereIsNothingButAFile() {
        Table parent = tables.named("departments").orElseThrow();
        Table further = Table.parse("""
                {"type": "record", "name": "sites", "key": "code", "fields": [
                  {"name": "code", "type": "long", "minimum": 7},
                  {"name": "opened", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "run_by", "type": "long", "references": "departments"}]}""");

        JsonNode larger = AsyncApiDocument.of(new Tables(List.of(further, parent)), 1, 1);

        assertThat(larger.required("channels").propertyNames())
                .containsExactlyInAnyOrder(
                        "raw.departments", "valid.departments", "raw.sites", "valid.sites", "dead-letters", "batches");
        JsonNode message = larger.at("/components/messages/raw.sites");
        assertThat(message.at("/examples/0/payload").toString())
                .isEqualTo("{\"code\":7,\"opened\":\"2021-07-27T16:02:08Z\",\"run_by\":1}");
        assertThat(message.at("/bindings/kafka/key/description").asString()).startsWith("The `code` as text");
    }

    @Test
    void saysHowEachTopicIsKept() {
        JsonNode raw = document.at("/channels/raw.jobs/bindings/kafka");
        assertThat(raw.required("partitions").asInt()).isEqualTo(6);
        assertThat(raw.required("replicas").asInt()).isEqualTo(3);
        assertThat(raw.required("topicConfiguration").toString())
                .isEqualTo("{\"cleanup.policy\":[\"delete\"],\"retention.ms\":604800000}");
        assertThat(document.at("/channels/valid.jobs/bindings/kafka/topicConfiguration/cleanup.policy/0")
                        .asString())
                .isEqualTo("compact");
    }

    @Test
    void namesTheHeadersThatThereAre() {
        Set<String> written = new TreeSet<>();
        for (String schema : List.of("headers", "valid-headers")) {
            written.addAll(
                    document.at("/components/schemas/" + schema + "/properties").propertyNames());
        }

        assertThat(written).isEqualTo(constants(RecordHeaders.class));
    }

    @Test
    void describesDeadLettersWithEveryReason() {
        JsonNode letter = resolved(document.at("/components/messages/dead-letters/payload"));

        assertThat(letter.at("/properties/violations/items/properties/code/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ReasonCode.values()).map(ReasonCode::code).toList());
    }

    @Test
    void describesWhatIsSaidOfABatch() {
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        JsonNode said = JSON.valueToTree(new BatchProgress(
                new UUID(1, 2), "ingest", "ada", now, now, State.OPEN, "gateway-1", List.of(new Part("jobs", 0, 1))));

        JsonNode schema = resolved(document.at("/components/messages/batches/payload"));

        assertThat(schema.required("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(said.propertyNames());
        assertThat(schema.at("/properties/parts/items/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(said.at("/parts/0").propertyNames());
        assertThat(schema.at("/properties/state/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Stream.of(State.values()).map(State::text).toList());
    }

    private Schema payload(String message) {
        JsonNode format = resolved(document.required("components")
                .required("messages")
                .required(message)
                .required("payload"));
        return new Schema.Parser().parse(format.required("schema").toString());
    }

    private JsonNode resolved(JsonNode reference) {
        return document.requiredAt(reference.required("$ref").asString().substring(1));
    }

    private static Set<String> constants(Class<?> names) {
        return Arrays.stream(names.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(AsyncApiDocumentTest::constant)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String constant(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
