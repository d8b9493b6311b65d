package io.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("r").fields().requiredLong("id").endRecord();
    private static final String NOT_FOUND = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private FakeRegistry fake;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
        registry = new SchemaRegistry(fake.url());
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void asksForAnIdOnce() {
        fake.thenAnswers(200, "{\"id\":7}");

        assertThat(registry.register("raw.a b-value", SCHEMA)).isEqualTo(7);
        assertThat(registry.register("raw.a b-value", SCHEMA)).isEqualTo(7);
        assertThat(registry.schemaById(7)).isEqualTo(SCHEMA);
        assertThat(fake.requests()).containsExactly("POST /subjects/raw.a%20b-value/versions");
    }

    @Test
    void asksForASchemaOnce() {
        fake.thenAnswers(200, "{\"schema\":\"\\\"string\\\"\"}");

        assertThat(registry.schemaById(3)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(registry.schemaById(3)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(fake.requests()).containsExactly("GET /schemas/ids/3");
    }

    @Test
    void saysThatAnIdIsUnknown() {
        fake.thenAnswers(404, NOT_FOUND);

        assertThatThrownBy(() -> registry.schemaById(9)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void takesASchemaThatIsNotAvroForUnknown() {
        fake.thenAnswers(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

        assertThatThrownBy(() -> registry.schemaById(9)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void saysThatASchemaIsRefused() {
        fake.thenAnswers(409, "{\"error_code\":409,\"message\":\"incompatible: field gone\"}");

        assertThatThrownBy(() -> registry.register("s", SCHEMA))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("incompatible: field gone");
    }

    @Test
    void bearsThatAnotherServiceSaysTheSameAtTheSameTime() {
        fake.thenAnswers(409, "{\"error_code\":409,\"message\":\"A rule named 'COMPATIBILITY' already exists.\"}")
                .thenAnswers(200, "{\"compatibility\":\"FORWARD\"}");

        registry.setCompatibility("s", Compatibility.FORWARD);

        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void triesAgainWhenTheRegistryStumbles() {
        fake.thenAnswers(503, "").thenAnswers(500, "{\"error_code\":50001}").thenAnswers(200, "{\"id\":7}");

        assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
        assertThat(fake.requests()).hasSize(3);
    }

    /** A proxy's 404, or one while the registry starts, must not be taken for "there is no such schema". */
    @ParameterizedTest
    @CsvSource({"404, no such page", "404, {}", "503, {}", "429, {}", "401, {}", "200, <html>"})
    void neverTakesTroubleForAVerdict(int status, String body) {
        fake.thenAnswers(status, body);

        assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(fake.requests()).hasSize(4);
    }

    @Test
    void saysThatNobodyAnswers() {
        SchemaRegistry nowhere = new SchemaRegistry(URI.create("http://127.0.0.1:1"));

        assertThatThrownBy(() -> nowhere.schemaById(1)).isInstanceOf(RegistryUnavailableException.class);
    }
}
