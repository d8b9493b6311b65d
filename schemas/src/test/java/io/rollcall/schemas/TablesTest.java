package io.rollcall.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

    private final Tables tables = Tables.fromClassPath();

    @Test
    void findsTheTablesInDependencyOrder() {
        assertThat(tables.stream().map(Table::name)).containsExactly("departments", "jobs", "hired_employees");
    }

    @Test
    void readsColumnsWithTheirRules() {
        Table hires = tables.named("hired_employees").orElseThrow();

        assertThat(hires.columns())
                .containsExactly(
                        column("id", 0, ColumnType.INTEGER, OptionalLong.of(1), OptionalInt.empty(), null),
                        column("name", 1, ColumnType.TEXT, OptionalLong.empty(), OptionalInt.of(255), null),
                        column("datetime", 2, ColumnType.INSTANT, OptionalLong.empty(), OptionalInt.empty(), null),
                        column(
                                "department_id",
                                3,
                                ColumnType.INTEGER,
                                OptionalLong.of(1),
                                OptionalInt.empty(),
                                "departments"),
                        column("job_id", 4, ColumnType.INTEGER, OptionalLong.of(1), OptionalInt.empty(), "jobs"));
        assertThat(hires.key().name()).isEqualTo("id");
        assertThat(hires.referencedTables()).containsExactlyInAnyOrder("departments", "jobs");
    }

    @Test
    void readsTheRollup() {
        Rollup rollup = tables.named("hired_employees").orElseThrow().rollup().orElseThrow();

        assertThat(rollup.name()).isEqualTo("hires_by_quarter");
        assertThat(rollup.instant().name()).isEqualTo("datetime");
        assertThat(rollup.by()).extracting(Column::name).containsExactly("department_id", "job_id");
    }

    @Test
    void namesTopicsAfterTheTable() {
        Table jobs = tables.named("jobs").orElseThrow();

        assertThat(jobs.rawTopic()).isEqualTo("raw.jobs");
        assertThat(jobs.validTopic()).isEqualTo("valid.jobs");
    }

    @Test
    void knowsWhichTablesAreReferredTo() {
        assertThat(tables.referenced()).extracting(Table::name).containsExactly("departments", "jobs");
    }

    /** FORWARD compatibility of a raw subject: the lenient reader reads what a stricter producer writes. */
    @Test
    void letsAStrictProducerWriteToTheRawTopic() {
        for (Table table : tables) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(table.rawSchema(), table.strictSchema())
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @Test
    void takesAFourthTableFromOneFile() {
        Tables four = Tables.of(List.of("""
                {"type":"record","name":"b","fields":[{"name":"id","type":"long","references":"a"}]}""", """
                {"type":"record","name":"a","fields":[{"name":"id","type":"long"}]}"""));

        assertThat(four.stream().map(Table::name)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"record","name":"A","fields":[{"name":"id","type":"long"}]}                                       | table A: a name is
            {"type":"record","name":"a","fields":[{"name":"Id","type":"long"}]}                                       | field Id: a name is
            {"type":"record","name":"a","fields":[{"name":"x","type":"long"}]}                                        | there is no field id
            {"type":"record","name":"a","fields":[{"name":"id","type":"string"}]}                                     | the key must be an integer
            {"type":"record","name":"a","fields":[{"name":"id","type":"double"}]}                                     | field id: a column is
            {"type":"record","name":"a","fields":[{"name":"id","type":"long","minimum":"1"}]}                         | minimum must be an integer
            {"type":"record","name":"a","fields":[{"name":"id","type":"long","maxLength":3}]}                         | maxLength is for text only
            {"type":"record","name":"a","fields":[{"name":"id","type":"long","references":"z"}]}                      | refers to z, which no file describes
            {"type":"record","name":"a","fields":[{"name":"id","type":"long","references":7}]}                        | references must be a text
            {"type":"record","name":"a","fields":[{"name":"id","type":"long","references":"a"}]}                      | in a circle
            {"type":"record","name":"a","rollup":{"name":"r","instant":"id","by":[]},"fields":[{"name":"id","type":"long"}]} | id is not a timestamp
            {"type":"enum","name":"a","symbols":["X"]}                                                                | described by a record schema
            """)
    void refusesAFileThatContradictsItself(String file, String why) {
        assertThatThrownBy(() -> Tables.of(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]"})
    void refusesWhatIsNoSchema(String file) {
        assertThatThrownBy(() -> Tables.of(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an Avro schema");
    }

    @Test
    void refusesATableThatIsDescribedTwice() {
        String file = "{\"type\":\"record\",\"name\":\"a\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";

        assertThatThrownBy(() -> Tables.of(List.of(file, file))).hasMessageContaining("described twice");
    }

    private static Column column(
            String name,
            int position,
            ColumnType type,
            OptionalLong minimum,
            OptionalInt maxLength,
            @Nullable String references) {
        return new Column(name, position, type, minimum, maxLength, Optional.ofNullable(references));
    }
}
