package io.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroWireFormatTest {

    private static final Table JOBS = Tables.fromClassPath().named("jobs").orElseThrow();

    private FakeRegistry fake;
    private SchemaRegistry registry;
    private AvroSerializer serializer;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
        registry = new SchemaRegistry(fake.url());
        serializer = new AvroSerializer(registry);
        fake.thenAnswers(200, "{\"id\":258}");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void writesAZeroByteTheIdAndAvro() {
        assertThat(HexFormat.of().formatHex(bytes("valid.jobs", job(1, "Ada"))))
                .isEqualTo("0000000102" + "02" + "06416461");
    }

    @Test
    void readsWhatItWrote() {
        GenericRecord job = job(Long.MAX_VALUE, "Größe 😀");

        assertThat(new AvroReader(registry).read(bytes("valid.jobs", job))).isEqualTo(new WireValue.Decoded(job));
    }

    @Test
    void keepsTheTopicsOfOneThreadApart() {
        bytes("valid.jobs", job(1, "a"));
        fake.nowAnswers(200, "{\"id\":259}");
        GenericRecord raw = new GenericRecordBuilder(JOBS.rawSchema()).build();

        assertThat(bytes("raw.jobs", raw)[4]).isEqualTo((byte) 3);
        assertThat(bytes("valid.jobs", job(1, "a"))[4]).isEqualTo((byte) 2);
    }

    @Test
    void takesEveryOtherByteStringForUndecodable() {
        byte[] good = bytes("valid.jobs", job(300, "Clerk"));
        AvroReader reader = new AvroReader(registry);

        for (int length = 0; length < good.length; length++) {
            assertThat(reader.read(Arrays.copyOf(good, length))).isInstanceOf(WireValue.Undecodable.class);
        }
        assertThat(reader.read(Arrays.copyOf(good, good.length + 1))).isInstanceOf(WireValue.Undecodable.class);
        assertThat(reader.read(null)).isInstanceOf(WireValue.Undecodable.class);
        assertThat(reader.read("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireValue.Undecodable.class);
    }

    @Test
    void survivesValuesThatAreNestedDeeperThanAnyStack() {
        fake.nowAnswers(200, """
                {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"N\\",\\"fields\\":[{\\"name\\":\\"n\\",\\"type\\":[\\"null\\",\\"N\\"]}]}"}
                """);
        byte[] deep = new byte[2_000_000];
        Arrays.fill(deep, 5, deep.length - 1, (byte) 2);

        assertThat(new AvroReader(registry).read(deep)).isInstanceOf(WireValue.Undecodable.class);
    }

    @Test
    void survivesRandomBytesBehindAKnownId() {
        bytes("valid.jobs", job(1, "a"));
        AvroReader reader = new AvroReader(registry);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[5 + random.nextInt(30)];
            random.nextBytes(bytes);
            System.arraycopy(new byte[] {0, 0, 0, 1, 2}, 0, bytes, 0, 5);
            assertThat(reader.read(bytes)).isInstanceOfAny(WireValue.Undecodable.class, WireValue.Decoded.class);
        }
    }

    @Test
    void saysWhichSchemaIsUnknown() {
        fake.nowAnswers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

        assertThat(new AvroReader(registry).read(new byte[] {0, 0, 0, 0, 77, 2}))
                .isEqualTo(new WireValue.UnknownSchema(77));
    }

    @Test
    void waitsForARegistryThatIsAway() {
        fake.close();

        assertThatThrownBy(() -> new AvroReader(registry).read(new byte[] {0, 0, 0, 0, 77, 2}))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void leavesATombstoneATombstone() {
        assertThat(serializer.serialize("valid.jobs", null)).isNull();
        assertThat(new AvroDeserializer(registry).deserialize("valid.jobs", null))
                .isNull();
    }

    private byte[] bytes(String topic, GenericRecord value) {
        return Objects.requireNonNull(serializer.serialize(topic, value));
    }

    private static GenericRecord job(long id, String name) {
        return new GenericRecordBuilder(JOBS.strictSchema())
                .set("id", id)
                .set("job", new Utf8(name))
                .build();
    }
}
