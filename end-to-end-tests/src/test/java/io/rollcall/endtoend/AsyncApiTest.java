package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the topics beside the topics and the registry of a running Rollcall. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class AsyncApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Door door = rollcall.door();
    private final String served = door.getFrom(rollcall.of("gateway"), "/asyncapi");
    private final JsonNode document = JSON.readTree(served);

    @Test
    void isWhatTheStandardsOwnParserTakes(@TempDir Path folder) throws Exception {
        JavaScriptClient.requireInstalled();

        assertThat(JavaScriptClient.complaintsOf(Files.writeString(folder.resolve("asyncapi.json"), served)))
                .isEmpty();
    }

    @Test
    void hasTheSchemasThatTheRegistryHas() {
        Map<String, JsonNode> described = new TreeMap<>();
        document.at("/components/schemas").forEachEntry((name, schema) -> {
            if (schema.has("schemaFormat")) {
                described.put(name, schema.required("schema"));
            }
        });

        assertThat(described).containsKeys("raw.departments", "valid.hired_employees", "raw.locations");
        described.forEach((topic, schema) -> assertThat(schema).as(topic).isEqualTo(registered(topic + "-value")));
    }

    private JsonNode registered(String subject) {
        JsonNode first = JSON.readTree(door.getFrom(rollcall.of("registry"), "/subjects/" + subject + "/versions/1"));
        return JSON.readTree(first.required("schema").asString());
    }

    @Test
    void saysOfEachTopicWhatKafkaSays() throws Exception {
        JsonNode channels = document.required("channels");
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, rollcall.of("kafka")))) {
            Map<String, TopicDescription> topics = admin.describeTopics(channels.propertyNames())
                    .allTopicNames()
                    .get();
            assertThat(topics).containsKeys("raw.locations", "valid.locations", "dead-letters", "batches");
            for (TopicDescription topic : topics.values()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                Config config = Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
                assertAgree(channels.required(topic.name()).required("bindings").required("kafka"), topic, config);
            }
        }
    }

    private static void assertAgree(JsonNode binding, TopicDescription topic, Config config) {
        assertThat(binding.required("topic").asString()).isEqualTo(topic.name());
        assertThat(binding.required("partitions").asInt())
                .isEqualTo(topic.partitions().size());
        assertThat(binding.required("replicas").asInt())
                .isEqualTo(topic.partitions().getFirst().replicas().size());
        JsonNode described = binding.required("topicConfiguration");
        assertThat(described.propertyNames()).contains("cleanup.policy");
        described.forEachEntry((name, value) -> assertThat(
                        value.isArray() ? value.path(0).asString() : value.asString())
                .as(topic.name() + ": " + name)
                .isEqualTo(Objects.requireNonNull(config.get(name), name).value()));
    }

    @Test
    void isOfTheVersionOfTheCalls() {
        JsonNode calls = JSON.readTree(door.getFrom(rollcall.of("gateway"), "/openapi"));

        assertThat(document.at("/info/version")).isEqualTo(calls.at("/info/version"));
    }
}
