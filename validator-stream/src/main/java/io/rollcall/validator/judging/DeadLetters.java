package io.rollcall.validator.judging;

import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.record.Violation;
import io.rollcall.schemas.rules.Original;
import io.rollcall.validator.waiting.RawRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the dead letter of a record. */
final class DeadLetters {

    private DeadLetters() {}

    static DeadLetter of(Judged judged, List<Violation> violations, Instant rejectedAt) {
        RawRecord raw = judged.raw();
        return new DeadLetter(
                raw.id(),
                judged.table().name(),
                uuid(raw.headerText(RecordHeaders.BATCH_ID)),
                number(raw.headerText(RecordHeaders.ROW)),
                Original.text(raw.headerText(RecordHeaders.SOURCE)),
                Original.text(raw.headerText(RecordHeaders.SUBMITTED_BY)),
                raw.topic(),
                raw.partition(),
                raw.offset(),
                Instant.ofEpochMilli(raw.timestamp()),
                rejectedAt,
                violations,
                Original.json(judged.table(), judged.row()),
                base64(raw, violations));
    }

    /** The bytes that were judged, where the original alone does not tell them. */
    private static @Nullable String base64(RawRecord raw, List<Violation> violations) {
        byte[] header = raw.header(RecordHeaders.ORIGINAL);
        byte[] bytes = header == null ? raw.value() : header;
        return bytes != null && violations.stream().anyMatch(DeadLetters::isAboutBytes)
                ? Base64.getEncoder().encodeToString(bytes)
                : null;
    }

    private static boolean isAboutBytes(Violation violation) {
        return violation.code() == ReasonCode.UNDECODABLE || violation.code() == ReasonCode.UNKNOWN_SCHEMA;
    }

    /** What a foreign producer puts there need not be a batch's id. */
    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
