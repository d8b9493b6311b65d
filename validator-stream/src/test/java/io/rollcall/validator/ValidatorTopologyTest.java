package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.record.Violation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTopologyTest {

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline = new Pipeline(folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void passesOnAValidRecord() {
        pipeline.send("departments", " 7 ", "  Sales ");

        assertThat(pipeline.valid("departments")).containsExactly("{\"id\": 7, \"department\": \"Sales\"}");
        assertThat(pipeline.letters()).isEmpty();
    }

    @Test
    void keysAValidRecordByItsIdInPlainDigits() {
        pipeline.send("departments", "+007", "Sales");

        assertThat(pipeline.validIds("departments")).containsExactly("7");
    }

    @Test
    void acceptsAHireWhoseDepartmentAndJobAreKnown() {
        pipeline.sendDepartmentAndJob(1);
        pipeline.sendHire(4535, 1, 1);

        assertThat(pipeline.valid("hired_employees"))
                .containsExactly("{\"id\": 4535, \"name\": \"Ada\", \"datetime\": 1627401728000000,"
                        + " \"department_id\": 1, \"job_id\": 1}");
    }

    @Test
    void rejectsWithEveryReasonAtOnce() {
        pipeline.send("departments", "abc", null);

        assertThat(pipeline.reasons()).containsExactly(List.of("id not_an_integer", "department missing"));
    }

    @Test
    void saysInADeadLetterWhereTheRecordCameFrom() {
        UUID batch = UUID.randomUUID();
        Headers headers = headers(
                RecordHeaders.BATCH_ID, batch.toString(),
                RecordHeaders.ROW, "16",
                RecordHeaders.SOURCE, "departments.csv:17",
                RecordHeaders.SUBMITTED_BY, "admin");

        pipeline.send(
                "departments",
                headers,
                Pipeline.record(pipeline.table("departments").rawSchema(), "x", "Sales"));

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.id()).isEqualTo("raw.departments-0-0");
        assertThat(letter.table()).isEqualTo("departments");
        assertThat(letter.batch()).isEqualTo(batch);
        assertThat(letter.row()).isEqualTo(16);
        assertThat(letter.source()).isEqualTo("departments.csv:17");
        assertThat(letter.submittedBy()).isEqualTo("admin");
        assertThat(letter.topic()).isEqualTo("raw.departments");
        assertThat(letter.partition()).isZero();
        assertThat(letter.offset()).isZero();
        assertThat(letter.recordedAt()).isEqualTo(Pipeline.START);
        assertThat(letter.rejectedAt()).isEqualTo(Pipeline.START);
        assertThat(letter.original()).hasToString("{\"id\":\"x\",\"department\":\"Sales\"}");
        assertThat(letter.originalBytes()).isNull();
    }

    @Test
    void passesHeadersOnWithEitherVerdict() {
        Headers headers = headers(RecordHeaders.BATCH_ID, "no uuid", "x-anything", "goes");

        pipeline.send(
                "departments",
                headers,
                Pipeline.record(pipeline.table("departments").rawSchema(), 1L, "Sales"));
        pipeline.send(
                "departments",
                headers,
                Pipeline.record(pipeline.table("departments").rawSchema(), "x", "Sales"));

        for (String topic : List.of("valid.departments", "dead-letters")) {
            TestRecord<String, byte[]> verdict = pipeline.read(topic).getFirst();
            assertThat(verdict.headers()).isEqualTo(headers);
        }
    }

    @Test
    void keysDeadLettersByTheirTable() {
        pipeline.send("jobs", "x", "Clerk");

        assertThat(pipeline.read("dead-letters").getFirst().key()).isEqualTo("jobs");
    }

    @Test
    void turnsRandomBytesIntoOneDeadLetterAndGoesOn() {
        byte[] noise = {1, 2, 3, (byte) 0xff};

        pipeline.sendBytes("departments", new org.apache.kafka.common.header.internals.RecordHeaders(), noise);
        pipeline.send("departments", 1L, "Sales");

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.violations()).extracting(v -> v.code().code()).containsExactly("undecodable");
        assertThat(letter.originalBytes()).isEqualTo(Base64.getEncoder().encodeToString(noise));
        assertThat(letter.original()).isNull();
        assertThat(pipeline.validIds("departments")).containsExactly("1");
    }

    @Test
    void turnsJsonWhereAvroIsDueIntoADeadLetter() {
        byte[] json = "{\"id\": 1, \"department\": \"Sales\"}".getBytes(StandardCharsets.UTF_8);

        pipeline.sendBytes("departments", new org.apache.kafka.common.header.internals.RecordHeaders(), json);

        assertThat(pipeline.reasons()).containsExactly(List.of("null undecodable"));
    }

    @Test
    void turnsADeletionOnARawTopicIntoADeadLetter() {
        pipeline.sendBytes("departments", new org.apache.kafka.common.header.internals.RecordHeaders(), null);

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.violations()).extracting(v -> v.code().code()).containsExactly("undecodable");
        assertThat(letter.violations().getFirst().message()).contains("null");
        assertThat(letter.originalBytes()).isNull();
    }

    @Test
    void turnsAnUnknownSchemaIntoADeadLetterWithItsBytes() {
        byte[] unknown = {0, 0, 0, 3, (byte) 0xe7, 2, 2};

        pipeline.sendBytes("jobs", new org.apache.kafka.common.header.internals.RecordHeaders(), unknown);

        DeadLetter letter = pipeline.letters().getFirst();
        Violation violation = letter.violations().getFirst();
        assertThat(violation.code().code()).isEqualTo("unknown_schema");
        assertThat(violation.value()).isEqualTo(999);
        assertThat(letter.originalBytes()).isEqualTo(Base64.getEncoder().encodeToString(unknown));
    }

    @Test
    void rejectsWhatIsTooLargeToBePassedOn() {
        pipeline.send("departments", 1L, "x".repeat(5 << 20));

        TestRecord<String, byte[]> letter = pipeline.read("dead-letters").getFirst();
        assertThat(Pipeline.letter(letter).violations())
                .extracting(v -> v.code().code())
                .containsExactly("too_long");
    }

    @Test
    void leavesTheOriginalOutOfALetterThatWouldBeTooLarge() {
        pipeline.send("departments", 1L, "\u0001".repeat(3 << 20));

        TestRecord<String, byte[]> letter = pipeline.read("dead-letters").getFirst();
        assertThat(letter.value()).hasSizeLessThan(1000);
        assertThat(Pipeline.letter(letter).id()).isEqualTo("raw.departments-0-0");
    }

    @Test
    void judgesByTheHeaderWithTheRowAsItWasSent() {
        Headers headers = headers(RecordHeaders.ORIGINAL, "{\"id\": 1, \"department\": [\"Sales\"], \"boss\": true}");

        pipeline.send(
                "departments",
                headers,
                Pipeline.record(pipeline.table("departments").rawSchema(), 1L, null));

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.violations())
                .extracting(v -> v.field() + " " + v.code().code())
                .containsExactly("department wrong_type", "boss unknown_field");
        assertThat(letter.original()).hasToString("{\"id\":1,\"department\":[\"Sales\"],\"boss\":true}");
    }

    @Test
    void rejectsALineOfCsvWithTooManyColumns() {
        Headers headers = headers(RecordHeaders.ORIGINAL, "[\"1\", \"Sales\", \"\"]");

        pipeline.send(
                "departments",
                headers,
                Pipeline.record(pipeline.table("departments").rawSchema(), "1", "Sales"));

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.violations()).extracting(v -> v.code().code()).containsExactly("wrong_column_count");
        assertThat(letter.original()).hasToString("[\"1\",\"Sales\",\"\"]");
    }

    @Test
    void understandsProducersWithAStricterSchema() {
        Schema strict = SchemaBuilder.record("Department")
                .fields()
                .requiredInt("id")
                .requiredString("department")
                .endRecord();

        pipeline.send("departments", headers(), Pipeline.record(strict, 3, "Sales"));

        assertThat(pipeline.validIds("departments")).containsExactly("3");
    }

    @Test
    void namesEveryFieldThatAProducerInvented() {
        Schema wide = SchemaBuilder.record("Department")
                .fields()
                .requiredLong("id")
                .requiredString("department")
                .requiredString("floor")
                .endRecord();

        pipeline.send("departments", headers(), Pipeline.record(wide, 3L, "Sales", "2nd"));

        assertThat(pipeline.reasons()).containsExactly(List.of("floor unknown_field"));
    }

    @Test
    void stampsADeadLetterWithTheTimeOfItsRejectionSoThatItIsKeptItsThirtyDays() {
        pipeline.pass(Duration.ofHours(5));
        pipeline.send("departments", "x", "Sales");

        assertThat(pipeline.read("dead-letters").getFirst().getRecordTime())
                .isEqualTo(Pipeline.START.plus(Duration.ofHours(5)));
    }

    @Test
    void waitsForTheRegistryWithoutAVerdict() {
        Schema other = SchemaBuilder.record("Department")
                .fields()
                .requiredLong("id")
                .requiredString("department")
                .endRecord();
        pipeline.send("jobs", 1L, "Clerk");
        pipeline.registry.goAway();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> pipeline.sendBytes("departments", headers(), wire(2, other))))
                .rootCause()
                .hasMessageContaining("registry");
        assertThat(pipeline.letters()).isEmpty();
    }

    private static byte[] wire(int id, Schema schema) {
        return new byte[] {0, 0, 0, 0, (byte) id, (byte) schema.getFields().size()};
    }

    static Headers headers(String... namesAndValues) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        try (StringSerializer text = new StringSerializer()) {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                headers.add(namesAndValues[i], text.serialize("", namesAndValues[i + 1]));
            }
        }
        return headers;
    }
}
