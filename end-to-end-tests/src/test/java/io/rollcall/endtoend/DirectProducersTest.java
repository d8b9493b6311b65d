package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A program that knows only topic and registry is a full citizen; what is no record stops nothing. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class DirectProducersTest {

    private final AddressBook rollcall = SharedRollcall.addresses();
    private final Database database = rollcall.database();

    @Test
    void storesADepartmentThatAJavaScriptProgramPublishes() throws Exception {
        JavaScriptClient.requireInstalled();

        JavaScriptClient.produce(
                rollcall.of("kafka"),
                rollcall.of("registry"),
                "raw.departments",
                "{\"id\":5100,\"department\":\"Published Directly\"}");

        database.awaitCount(
                "SELECT count(*) FROM departments WHERE id = 5100 AND department = 'Published Directly'",
                1,
                Duration.ofSeconds(30));
    }

    @Test
    void letsAJavaScriptProgramReadTheValidTopic() throws Exception {
        JavaScriptClient.requireInstalled();
        rollcall.door().ingest("jobs", "[{\"id\":5200,\"job\":\"Reader\"}]");
        database.awaitCount("SELECT count(*) FROM jobs WHERE id = 5200", 1, Duration.ofSeconds(30));

        List<String> records = JavaScriptClient.consume(rollcall.of("kafka"), rollcall.of("registry"), "valid.jobs", 1);

        assertThat(records).singleElement().asString().contains("\"id\":", "\"job\":");
    }

    @Test
    void makesOneDeadLetterOfRandomBytesAndGoesOn() throws Exception {
        byte[] poison = new byte[64];
        new Random(5).nextBytes(poison);
        poison[0] = 7;

        publish("raw.departments", poison);
        rollcall.door().ingest("departments", "[{\"id\":5300,\"department\":\"After the Poison\"}]");

        database.awaitCount("SELECT count(*) FROM departments WHERE id = 5300", 1, Duration.ofSeconds(30));
        assertThat(deadLetters(poison)).containsExactly("undecodable");
    }

    @Test
    void makesOneDeadLetterOfAnUnknownSchema() throws Exception {
        byte[] unknown = {0, 0x7f, 0, 0, 1, 2, 3};

        publish("raw.jobs", unknown);

        database.awaitCount(
                "SELECT count(*) FROM rollcall.dead_letters WHERE codes = '{unknown_schema}'",
                1,
                Duration.ofSeconds(30));
        assertThat(deadLetters(unknown)).containsExactly("unknown_schema");
    }

    @Test
    void makesDeadLettersOfJsonWhereAvroIsDue() throws Exception {
        byte[] json = "{\"id\":1,\"job\":\"Clerk\"}".getBytes(StandardCharsets.UTF_8);

        publish("raw.jobs", json);

        String base64 = Base64.getEncoder().encodeToString(json);
        database.awaitCount(
                "SELECT count(*) FROM rollcall.dead_letters WHERE letter ->> 'original_base64' = '" + base64 + "'",
                1,
                Duration.ofSeconds(30));
    }

    private List<String> deadLetters(byte[] original) {
        return database.texts("""
                SELECT violation ->> 'code'
                FROM rollcall.dead_letters, jsonb_array_elements(letter -> 'violations') violation
                WHERE letter ->> 'original_base64' = '%s'""".formatted(Base64.getEncoder().encodeToString(original)));
    }

    private void publish(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, rollcall.of("kafka")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
