package io.rollcall.sink.letters;

import io.rollcall.schemas.record.BatchProgress;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the gateway says of batches. */
public final class ProgressReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ProgressReader() {}

    /** What a record of the topic {@code batches} says; empty if it is something else. */
    public static Optional<BatchProgress> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(value, BatchProgress.class)).filter(ProgressReader::isWhole);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Jackson leaves null what is missing, whatever the types say; and PostgreSQL does not hold every text. */
    private static boolean isWhole(BatchProgress progress) {
        return Stream.of(progress.batch(), progress.state(), progress.at(), progress.openedAt())
                        .allMatch(Objects::nonNull)
                && PlainText.isPlain(progress.source())
                && (progress.submittedBy() == null || PlainText.isPlain(progress.submittedBy()))
                && PlainText.isDate(progress.openedAt())
                && PlainText.isDate(progress.at())
                && progress.parts().stream().allMatch(part -> PlainText.isPlain(part.table()));
    }
}
