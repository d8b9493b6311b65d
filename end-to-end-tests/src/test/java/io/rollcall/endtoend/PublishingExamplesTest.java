package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.endtoend.Example.Department;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The examples of {@code docs/publish-to-the-topics.md}, run as they are. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class PublishingExamplesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern JAR = Pattern.compile("(kafka-clients|avro)-([0-9.]+)\\.jar");

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Database database = rollcall.database();

    /** The newest schema of the subject is then another producer's, which takes less than the examples send. */
    @BeforeAll
    static void letAnotherProducerBeStricter() {
        Table departments = Tables.fromClassPath().named("departments").orElseThrow();
        new SchemaRegistry(URI.create(SharedRollcall.addresses().of("registry")))
                .register(Topics.subject(departments.rawTopic()), departments.strictSchema());
    }

    @ParameterizedTest
    @CsvSource({"JAVA, 5400", "JAVASCRIPT, 5401", "KCAT, 5402"})
    void storesOneRowAndRejectsTheOther(Example example, String id) throws Exception {
        example.require();
        String name = "Straße 東 " + "x".repeat(100) + example;

        example.publish(rollcall, List.of(new Department(id, name), new Department(id + "th", "Nowhere")));

        database.awaitCount(
                "SELECT count(*) FROM departments WHERE id = %s AND department LIKE 'Straße 東 %%x%s'"
                        .formatted(id, example),
                1,
                SOON);
        database.awaitCount("""
                SELECT count(*) FROM rollcall.dead_letters
                WHERE source = '%s' AND codes = '{not_an_integer}' AND letter -> 'original' ->> 'id' = '%sth'""".formatted(example.source(), id), 1, SOON);
    }

    /** The page says that the last record of an id wins, which Kafka keeps for those of one partition. */
    @Test
    void takeTheSamePartitionForAKey() throws Exception {
        for (Example example : Example.values()) {
            example.require();
        }
        List<Department> unnamed =
                List.of(new Department("5410", null), new Department("5411", null), new Department("5412", null));

        for (Example example : Example.values()) {
            example.publish(rollcall, unnamed);
        }

        String letters = "FROM rollcall.dead_letters WHERE codes = '{missing}'"
                + " AND letter -> 'original' ->> 'id' IN ('5410', '5411', '5412')";
        database.awaitCount("SELECT count(*) " + letters, 9, SOON);
        assertThat(database.texts(
                        "SELECT count(DISTINCT \"partition\") " + letters + " GROUP BY letter -> 'original' ->> 'id'"))
                .containsExactly("1", "1", "1");
    }

    @ParameterizedTest
    @CsvSource({"JAVA, 5420", "JAVASCRIPT, 5421"})
    void printsWhatToAskForAfterwards(Example example, String id) throws Exception {
        example.require();

        List<String> printed =
                example.publish(rollcall, List.of(new Department(id, "Known"), new Department(id, null)));

        assertThat(printed).hasSize(3);
        String batch = printed.getLast().substring("batch ".length());
        JsonNode receipt = rollcall.door()
                .eventually(
                        "/batches/" + batch,
                        SOON,
                        found -> found.path("stored").asInt()
                                        + found.path("rejected").asInt()
                                == 2);
        assertThat(receipt.at("/tables/departments/rejected").asInt()).isEqualTo(1);
        JsonNode rejects =
                rollcall.door().eventually("/batches/" + batch + "/rejects?format=json", SOON, JsonNode::isArray);
        assertThat(rejects.at("/0/row").asInt()).isEqualTo(1);
        assertThat(database.texts("SELECT id FROM rollcall.dead_letters WHERE batch_id = '" + batch + "'"))
                .containsExactly(printed.get(1));
    }

    @Test
    void takeTheVersionsThatRollcallTakes() throws Exception {
        String pom = Files.readString(Example.FOLDER.resolve("pom.xml"));

        List<String> wanted = Example.itsJars().stream()
                .map(jar -> JAR.matcher(Path.of(jar).getFileName().toString()))
                .filter(Matcher::matches)
                .map(jar -> "<artifactId>%s</artifactId>\n      <version>%s</version>"
                        .formatted(jar.group(1), jar.group(2)))
                .toList();
        assertThat(wanted).hasSize(2).allSatisfy(dependency -> assertThat(pom).contains(dependency));
    }
}
