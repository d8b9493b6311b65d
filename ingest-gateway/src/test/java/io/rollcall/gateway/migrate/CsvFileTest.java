package io.rollcall.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.gateway.rows.SubmissionRefusedException;
import io.rollcall.schemas.Tables;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    private static final Tables TABLES = Tables.fromClassPath();

    @ParameterizedTest
    @ValueSource(strings = {"jobs.csv", "jobs.CSV", "/some/folder/jobs.csv", "C:\\folder\\jobs.csv", "jobs"})
    void theNameDecidesTheTable(String name) {
        assertThat(file(name).table().name()).isEqualTo("jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "employees.csv", "jobs.csv.gz", "Jobs.csv", "jobs.csv/", "..", "jobs\u0000.xml"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> file(name)).isInstanceOf(SubmissionRefusedException.class);
    }

    @Test
    void referencedTablesComeFirst() {
        List<CsvFile> files = Stream.of("hired_employees.csv", "jobs.csv", "departments.csv")
                .map(CsvFileTest::file)
                .toList();
        assertThat(CsvFile.inOrder(files, TABLES))
                .extracting(CsvFile::name)
                .containsExactly("departments.csv", "jobs.csv", "hired_employees.csv");
    }

    @Test
    void aTableComesOnceAndSomethingComes() {
        assertThatThrownBy(() -> CsvFile.inOrder(List.of(file("jobs.csv"), file("jobs")), TABLES))
                .hasMessageContaining("two files");
        assertThatThrownBy(() -> CsvFile.inOrder(List.of(), TABLES)).hasMessageContaining("no file");
    }

    private static CsvFile file(String name) {
        return CsvFile.of(name, InputStream::nullInputStream, TABLES);
    }
}
