package io.rollcall.gateway.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {

    @ParameterizedTest
    @CsvSource({
        "jobs.csv, jobs.csv",
        "/etc/passwd, passwd",
        "../../jobs.csv, jobs.csv",
        "C:\\temp\\jobs.csv, jobs.csv",
        "'a\r\nb.csv', ab.csv",
        "'a\u0000b\u001b[31m', ab[31m",
        "'x\u202egnp.csv', xgnp.csv"
    })
    void aFileNameIsOneLineWithoutFolders(String sent, String name) {
        assertThat(SourceName.ofFile(sent)).isEqualTo(name);
    }

    @Test
    void aLongNameIsCut() {
        assertThat(SourceName.printable("x".repeat(500))).hasSize(200);
        assertThat(SourceName.printable("x".repeat(199) + "\uD83D\uDE00")).hasSize(199);
    }
}
