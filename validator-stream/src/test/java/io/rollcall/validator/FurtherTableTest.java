package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is one file: these exist in no code. */
class FurtherTableTest {

    @Test
    void aFurtherTableFlowsThrough(@TempDir Path folder) throws IOException {
        try (Pipeline pipeline = new Pipeline(folder, Tables.of(List.of(file("cities"), file("locations"))))) {
            pipeline.send("locations", "5", "Lisbon office", "1");
            pipeline.send("cities", 1L, "Lisbon");
            pipeline.pass(Duration.ofSeconds(1));
            pipeline.send("locations", 6L, "Porto office", 2L);
            pipeline.pass(Duration.ofSeconds(31));

            assertThat(pipeline.validIds("cities")).containsExactly("1");
            assertThat(pipeline.valid("locations"))
                    .containsExactly("{\"id\": 5, \"location\": \"Lisbon office\", \"city_id\": 1}");
            assertThat(pipeline.reasons()).containsExactly(List.of("city_id unknown_reference"));
        }
    }

    private static String file(String table) throws IOException {
        try (InputStream file = FurtherTableTest.class.getResourceAsStream("/further-tables/" + table + ".avsc")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
