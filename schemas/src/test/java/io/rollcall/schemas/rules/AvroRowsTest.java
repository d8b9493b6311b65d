package io.rollcall.schemas.rules;

import static io.rollcall.schemas.rules.Rows.DEPARTMENTS;
import static io.rollcall.schemas.rules.Rows.HIRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRowsTest {

    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final Schema NULL = Schema.create(Schema.Type.NULL);
    private static final Schema ENUM = SchemaBuilder.enumeration("Name").symbols("Sales", "Legal");
    private static final Schema FIXED = SchemaBuilder.fixed("Five").size(5);

    static Stream<Arguments> idsOfOtherWriters() {
        return Stream.of(
                Arguments.of(INT, 7),
                Arguments.of(LONG, 7L),
                Arguments.of(STRING, new Utf8("7")),
                Arguments.of(STRING, "7"),
                Arguments.of(Schema.createUnion(NULL, INT), 7),
                Arguments.of(Schema.createUnion(STRING, LONG), 7L),
                Arguments.of(timestamp(LogicalTypes.timestampMillis()), 7L));
    }

    @ParameterizedTest
    @MethodSource("idsOfOtherWriters")
    void readsAnIdInWhateverTypeItWasWritten(Schema type, Object value) {
        assertThat(Rows.sound(DEPARTMENTS, department(type, value, STRING, "Sales"))
                        .id())
                .isEqualTo(7);
    }

    static Stream<Arguments> textsOfOtherWriters() {
        return Stream.of(
                Arguments.of(STRING, new Utf8("Sales")),
                Arguments.of(STRING, "Sales"),
                Arguments.of(ENUM, new GenericData.EnumSymbol(ENUM, "Sales")),
                Arguments.of(Schema.createUnion(NULL, STRING), new Utf8(" Sales ")));
    }

    @ParameterizedTest
    @MethodSource("textsOfOtherWriters")
    void readsTextInWhateverTypeItWasWritten(Schema type, Object value) {
        assertThat(Rows.sound(DEPARTMENTS, department(LONG, 1L, type, value)).value())
                .hasToString("{\"id\": 1, \"department\": \"Sales\"}");
    }

    static Stream<Arguments> whatNoColumnHolds() {
        Schema record =
                SchemaBuilder.record("Nested").fields().requiredLong("a").endRecord();
        GenericData.Record nested = new GenericData.Record(record);
        nested.put("a", 1L);
        return Stream.of(
                Arguments.of(Schema.create(Schema.Type.DOUBLE), 1.5, "1.5"),
                Arguments.of(Schema.create(Schema.Type.DOUBLE), Double.NaN, "\"NaN\""),
                Arguments.of(Schema.create(Schema.Type.FLOAT), 1.5f, "1.5"),
                Arguments.of(Schema.create(Schema.Type.BOOLEAN), true, "true"),
                Arguments.of(Schema.create(Schema.Type.BYTES), ByteBuffer.wrap(new byte[] {1, 2}), "\"AQI=\""),
                Arguments.of(FIXED, new GenericData.Fixed(FIXED, new byte[5]), "\"AAAAAAA=\""),
                Arguments.of(record, nested, "{\"a\":1}"),
                Arguments.of(Schema.createMap(LONG), Map.of(new Utf8("k"), 1L), "{\"k\":1}"),
                Arguments.of(Schema.createArray(STRING), List.of(new Utf8("x\u0000")), "[\"x\uFFFD\"]"));
    }

    @ParameterizedTest
    @MethodSource("whatNoColumnHolds")
    void rejectsTextOfAnotherTypeAndShowsIt(Schema type, Object value, String shown) {
        SentRow row = department(LONG, 1L, type, value);

        assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("department wrong_type");
        assertThat(Original.json(DEPARTMENTS, row)).hasToString("{\"id\":1,\"department\":" + shown + "}");
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of(timestamp(LogicalTypes.timestampMillis()), 1_627_401_728_123L, 1_627_401_728_123_000L),
                Arguments.of(timestamp(LogicalTypes.timestampMicros()), 1_627_401_728_123_456L, 1_627_401_728_123_456L),
                Arguments.of(
                        timestamp(LogicalTypes.timestampNanos()), 1_627_401_728_123_456_789L, 1_627_401_728_123_456L),
                Arguments.of(Schema.createUnion(NULL, timestamp(LogicalTypes.timestampMillis())), -1L, -1000L));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void understandsAWritersTimestamps(Schema type, long value, long micros) {
        assertThat(Rows.sound(HIRES, hire(type, value)).value().get("datetime")).isEqualTo(micros);
    }

    static Stream<Schema> numbersThatAreNoMoments() {
        return Stream.of(LONG, timestamp(LogicalTypes.localTimestampMillis()), timestamp(LogicalTypes.timeMicros()));
    }

    @ParameterizedTest
    @MethodSource("numbersThatAreNoMoments")
    void doesNotGuessWhatOtherNumbersCount(Schema type) {
        assertThat(Rows.faults(HIRES, hire(type, 1_627_401_728_123L))).containsExactly("datetime wrong_type");
    }

    @Test
    void missesAFieldThatTheWriterLacks() {
        Schema schema = SchemaBuilder.record("d").fields().requiredLong("id").endRecord();
        GenericData.Record value = new GenericData.Record(schema);
        value.put("id", 1L);
        SentRow row = new AvroRows(DEPARTMENTS).row(value);

        assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("department missing");
        assertThat(Original.json(DEPARTMENTS, row)).hasToString("{\"id\":1}");
    }

    @Test
    void namesFieldsThatTheTableLacksEvenIfEmpty() {
        Schema schema = SchemaBuilder.record("d")
                .fields()
                .requiredString("department")
                .optionalString("boss")
                .requiredLong("id")
                .endRecord();
        GenericData.Record value = new GenericData.Record(schema);
        value.put("department", "Sales");
        value.put("id", 1L);
        SentRow row = new AvroRows(DEPARTMENTS).row(value);

        assertThat(Rows.faults(DEPARTMENTS, row)).containsExactly("boss unknown_field");
        assertThat(Original.json(DEPARTMENTS, row)).hasToString("{\"id\":1,\"department\":\"Sales\",\"boss\":null}");
    }

    @Test
    void refusesAStringThatIsNoUtf8ButTakesAGenuineReplacementCharacter() {
        Utf8 latin = new Utf8(new byte[] {'M', (byte) 0xfc, 'n'});

        assertThat(Rows.faults(DEPARTMENTS, department(LONG, 1L, STRING, latin)))
                .containsExactly("department undecodable");
        assertThat(Rows.faults(DEPARTMENTS, department(LONG, 1L, STRING, new Utf8("M\uFFFDn"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void showsNestedValuesOfAnyDepth(int depth) {
        Schema list = new Schema.Parser().parse("""
                        {"type": "record", "name": "Node", "fields": [{"name": "next", "type": ["null", "Node"]}]}""");
        @Nullable Object nested = null;
        for (int i = 0; i < depth; i++) {
            GenericData.Record outer = new GenericData.Record(list);
            outer.put("next", nested);
            nested = outer;
        }
        SentRow row = department(LONG, 1L, list, nested);

        assertThat(String.valueOf(Original.json(DEPARTMENTS, row)))
                .contains("next")
                .hasSizeLessThan(3000);
    }

    private static Schema timestamp(LogicalType type) {
        return type.addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static SentRow department(Schema idType, Object id, Schema nameType, @Nullable Object name) {
        Schema schema = SchemaBuilder.record("d")
                .fields()
                .name("id")
                .type(idType)
                .noDefault()
                .name("department")
                .type(nameType)
                .noDefault()
                .endRecord();
        GenericData.Record value = new GenericData.Record(schema);
        value.put("id", id);
        value.put("department", name);
        return new AvroRows(DEPARTMENTS).row(value);
    }

    private static SentRow hire(Schema type, long datetime) {
        Schema schema = SchemaBuilder.record("h")
                .fields()
                .requiredLong("id")
                .requiredString("name")
                .name("datetime")
                .type(type)
                .noDefault()
                .requiredLong("department_id")
                .requiredLong("job_id")
                .endRecord();
        GenericData.Record value = new GenericData.Record(schema);
        value.put("id", 1L);
        value.put("name", "Ada");
        value.put("datetime", datetime);
        value.put("department_id", 1L);
        value.put("job_id", 1L);
        return new AvroRows(HIRES).row(value);
    }
}
