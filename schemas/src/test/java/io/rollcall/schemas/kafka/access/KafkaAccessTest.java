package io.rollcall.schemas.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.TopicSetup;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAccessTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static KafkaAccess access;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.guarded(folder);
        kafka.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        TopicSetup.ensure(admin, Tables.fromClassPath(), 1, (short) 1);
        access = new KafkaAccess(admin);
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.stop();
    }

    @Test
    void aProducerMayWriteToItsTopicAndDoNothingElse() throws Exception {
        Map<String, Object> settings = signedIn("payroll", access.admitProducer("payroll", List.of("departments")));

        await().atMost(SOON).untilAsserted(() -> send(settings, "raw.departments"));

        for (String topic : List.of("raw.jobs", "valid.departments", "dead-letters", "batches", "its-own")) {
            assertThatThrownBy(() -> send(settings, topic)).as(topic).isInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> read(settings, "raw.departments")).isInstanceOf(AuthorizationException.class);
        try (Admin asProducer = Admin.create(settings)) {
            assertThatThrownBy(() -> asProducer
                            .createTopics(List.of(new NewTopic("raw.more", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> asProducer
                            .deleteTopics(List.of("raw.departments"))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() ->
                            asProducer.describeUserScramCredentials().all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
            assertThat(asProducer.listTopics().names().get()).containsExactly("raw.departments");
        }
    }

    @Test
    void whoeverIsNotKnownOrHasAnotherPasswordIsRefused() {
        access.admitProducer("known", List.of());

        for (String name : List.of("known", "unknown")) {
            Map<String, Object> settings = signedIn(name, "guessed");
            assertThatThrownBy(() -> send(settings, "raw.departments"))
                    .as(name)
                    .isInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void aProducerThatIsAdmittedAnewHasItsNewRightsAndPasswordOnly() {
        String former = access.admitProducer("changing", List.of("departments"));
        Map<String, Object> settings = signedIn("changing", access.admitProducer("changing", List.of("jobs")));

        await().atMost(SOON).untilAsserted(() -> send(settings, "raw.jobs"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> send(settings, "raw.departments"))
                        .isInstanceOf(TopicAuthorizationException.class));
        assertThatThrownBy(() -> send(signedIn("changing", former), "raw.jobs"))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aProducerThatWasDismissedIsRefused() {
        Map<String, Object> settings = signedIn("leaving", access.admitProducer("leaving", List.of()));
        await().atMost(SOON).untilAsserted(() -> send(settings, "raw.hired_employees"));

        access.dismissProducer("leaving");

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> send(settings, "raw.hired_employees"))
                        .isInstanceOf(SaslAuthenticationException.class));
        assertThatThrownBy(() -> access.dismissProducer("leaving"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaving");
    }

    @Test
    void aServiceHasItsOwnRightsAndNoOthers() {
        access.admit(ServiceUser.SINK, "a password of the sink's");
        Map<String, Object> settings = signedIn("sink", "a password of the sink's");

        await().atMost(SOON).untilAsserted(() -> read(settings, "valid.departments"));
        await().atMost(SOON).untilAsserted(() -> send(settings, "dead-letters"));
        assertThatThrownBy(() -> send(settings, "valid.departments")).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(settings, "raw.departments")).isInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-dash",
                "a b",
                "User:admin",
                "a\"; x=\"",
                "broker",
                "admin",
                "ANONYMOUS",
                "gateway",
                "sink"
            })
    void namesThatCouldBeTakenForOthersAreRefused(String name) {
        assertThatThrownBy(() -> access.admitProducer(name, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableThatThereIsNotIsRefusedAndNobodyAdmitted() throws Exception {
        assertThatThrownBy(() -> access.admitProducer("mistaken", List.of("departments", "departmens")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("departmens");

        assertThat(admin.describeUserScramCredentials().users().get()).doesNotContain("mistaken");
    }

    @Test
    void theCommandPrintsTheSettingsOfAProducersClient() throws Exception {
        Properties printed = new Properties();
        printed.load(new StringReader(command(Map.of()).run(List.of("producer", "by-command", "jobs"))));
        Map<String, Object> settings = signedIn("by-command", "");
        printed.stringPropertyNames().forEach(name -> settings.put(name, printed.getProperty(name)));
        settings.put("security.protocol", "SASL_PLAINTEXT"); // the listener here has no TLS

        await().atMost(SOON).untilAsserted(() -> send(settings, "raw.jobs"));
        assertThat(command(Map.of()).run(List.of("dismiss", "by-command"))).contains("by-command");
        assertThat(admin.describeUserScramCredentials().users().get()).doesNotContain("by-command");
    }

    @Test
    void theCommandAdmitsAllServicesOrNone() throws Exception {
        Map<String, String> passwords = new HashMap<>(
                Map.of("KAFKA_PASSWORD_GATEWAY", "1", "KAFKA_PASSWORD_VALIDATOR", "2", "KAFKA_PASSWORD_BACKUP", "4"));
        assertThatThrownBy(() -> command(passwords).run(List.of("services")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KAFKA_PASSWORD_SINK");
        assertThat(admin.describeUserScramCredentials().users().get()).doesNotContain("gateway");

        passwords.put("KAFKA_PASSWORD_SINK", "3");
        command(passwords).run(List.of("services"));

        assertThat(admin.describeUserScramCredentials().users().get())
                .contains("gateway", "validator", "sink", "backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "service", "services now", "producer", "dismiss", "dismiss one two"})
    void whatIsNoCommandIsAnsweredWithTheUsage(String arguments) {
        assertThatThrownBy(() -> command(Map.of()).run(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("usage:");
    }

    private static KafkaAccessCommand command(Map<String, String> environment) {
        return new KafkaAccessCommand(access, environment::get);
    }

    private static Map<String, Object> signedIn(String user, String password) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.guardedServers());
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        settings.put("max.block.ms", 5000);
        settings.put("default.api.timeout.ms", 5000);
        settings.put("request.timeout.ms", 4000);
        settings.put("delivery.timeout.ms", 5000);
        settings.put("linger.ms", 0);
        return settings;
    }

    private static void send(Map<String, Object> settings, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Returns when the topic's first record has come, for which there is one. */
    private static void read(Map<String, Object> settings, String topic) throws Exception {
        send(Map.of("bootstrap.servers", kafka.bootstrapServers()), topic);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(SOON)
                    .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
        }
    }
}
