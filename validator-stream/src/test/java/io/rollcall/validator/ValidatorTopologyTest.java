package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
    void acceptsAHireWhoseDepartmentAndJobAreKnown() {
        pipeline.sendDepartmentAndJob(1);
        pipeline.sendHire(4535, 1, 1);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("4535");
    }

    @Test
    void rejectsWithEveryReasonAtOnce() {
        pipeline.send("departments", "abc", null);

        assertThat(pipeline.reasons().getFirst()).containsExactly("id not_an_integer", "department missing");
    }

    @Test
    void letsAHireWaitForItsDepartmentAndItsJob() {
        pipeline.sendHire(1, 1, 1);
        pipeline.pass(Duration.ofSeconds(10));
        assertThat(pipeline.letters()).isEmpty();
        assertThat(pipeline.tally.parked()).isEqualTo(1);

        pipeline.sendDepartmentAndJob(1);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
        assertThat(pipeline.tally.parked()).isZero();
        pipeline.pass(Duration.ofSeconds(60));
        assertThat(pipeline.letters()).isEmpty();
    }
}
