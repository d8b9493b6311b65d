package io.rollcall.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.wire.AvroReader;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.schemas.wire.WireValue;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our wire format beside Confluent's own classes, against one genuine registry. */
class ConfluentInteropTest {

    private static final Table HIRES =
            Tables.fromClassPath().named("hired_employees").orElseThrow();

    private static ConfluentClasses confluent;
    private static SchemaRegistry registry;

    @BeforeAll
    static void load() throws Exception {
        confluent = new ConfluentClasses(
                Path.of(Objects.requireNonNull(System.getProperty("rollcall.confluent.jar"))), Backends.registryUrl());
        registry = new SchemaRegistry(URI.create(Backends.registryUrl()));
    }

    record Sample(String name, String topic, Schema schema, String json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                strict("an ordinary hire", hire("1", "Marcelo González", "1627401728000000", "1", "2")),
                strict("the largest and smallest", hire("9223372036854775807", "", "-9223372036854775808", "0", "-1")),
                strict("text of every plane", hire("3", "שלום 😀 \\u0007 Ünïcode", "0", "1", "1")),
                raw("a raw row of text", """
                    {"id":{"string":"7"},"name":{"string":" x "},"datetime":{"string":"soon"},"department_id":null,"job_id":{"long":4}}"""),
                raw("a raw row of nothing", """
                    {"id":null,"name":null,"datetime":null,"department_id":null,"job_id":null}"""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesTheSameBytesAsConfluent(Sample sample) throws Exception {
        byte[] ours = Objects.requireNonNull(
                new AvroSerializer(registry).serialize(sample.topic, ours(sample.schema, sample.json)));

        assertThat(ours).isEqualTo(confluent.serialize(sample.topic, sample.schema, sample.json));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatConfluentWrites(Sample sample) throws Exception {
        byte[] theirs = confluent.serialize(sample.topic, sample.schema, sample.json);

        SchemaRegistry fresh = new SchemaRegistry(URI.create(Backends.registryUrl()));
        assertThat(new AvroReader(fresh).read(theirs))
                .isEqualTo(new WireValue.Decoded(ours(sample.schema, sample.json)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadByConfluent(Sample sample) throws Exception {
        GenericRecord value = ours(sample.schema, sample.json);
        byte[] ours = Objects.requireNonNull(new AvroSerializer(registry).serialize(sample.topic, value));

        assertThat(confluent.deserialize(sample.topic, ours)).isEqualTo(value.toString());
    }

    private static Sample strict(String name, String json) {
        return new Sample(name, "interop.strict", HIRES.strictSchema(), json);
    }

    private static Sample raw(String name, String json) {
        return new Sample(name, "interop.raw", HIRES.rawSchema(), json);
    }

    private static String hire(String id, String name, String micros, String department, String job) {
        return "{\"id\":%s,\"name\":\"%s\",\"datetime\":%s,\"department_id\":%s,\"job_id\":%s}"
                .formatted(id, name, micros, department, job);
    }

    private static GenericRecord ours(Schema schema, String json) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, json));
    }
}
