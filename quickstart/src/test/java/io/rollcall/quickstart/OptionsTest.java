package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @TempDir
    Path csv;

    @Test
    void takesTheUsualPortAndFolderUnlessTold() {
        Options options = Options.parse(List.of("up"));

        assertThat(options.demo()).isFalse();
        assertThat(options.port()).isEqualTo(8000);
        assertThat(options.data()).isEqualTo(Path.of(".rollcall"));
    }

    @Test
    void takesEveryOptionInAnyOrder() {
        Options options =
                Options.parse(List.of("demo", "--once", "--port", "9100", "--csv", csv.toString(), "--data", "there"));

        assertThat(options).isEqualTo(new Options(true, true, csv, Path.of("there"), 9100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run                  | There is no command 'run'.",
                "up --verbose         | There is no option --verbose.",
                "up --once            | Only demo takes --once.",
                "up --data            | The option --data needs a value.",
                "up --port eight      | The port must be a number from 1024 to 65520, not 'eight'.",
                "up --port 80         | The port must be a number from 1024 to 65520, not '80'.",
                "demo --csv /not/here | There is no folder /not/here."
            })
    void saysInOneLineWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
