package io.rollcall.schemas.kafka;

import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.Violation;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a dead letter as JSON on one line. One that would be too large for its topic goes without its original, which
 * stays where the letter says. Thread-safe.
 */
public final class LetterSerializer implements Serializer<DeadLetter> {

    private static final int MOST_BYTES = 8 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] serialize(String topic, DeadLetter letter) {
        byte[] json = JSON.writeValueAsBytes(letter);
        return json.length <= MOST_BYTES ? json : JSON.writeValueAsBytes(withoutOriginal(letter));
    }

    private static DeadLetter withoutOriginal(DeadLetter letter) {
        List<Violation> violations = letter.violations().stream()
                .limit(100)
                .map(violation -> new Violation(violation.field(), violation.code(), violation.message(), null))
                .toList();
        return new DeadLetter(
                letter.id(),
                letter.table(),
                letter.batch(),
                letter.row(),
                letter.source(),
                letter.submittedBy(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.recordedAt(),
                letter.rejectedAt(),
                violations,
                null,
                null);
    }
}
