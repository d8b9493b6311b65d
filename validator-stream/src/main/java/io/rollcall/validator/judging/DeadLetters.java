package io.rollcall.validator.judging;

import io.rollcall.schemas.kafka.SentHeaders;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.record.Violation;
import io.rollcall.schemas.rules.Original;
import io.rollcall.validator.waiting.RawRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the dead letter of a record. */
final class DeadLetters {

    private DeadLetters() {}

    static DeadLetter of(Judged judged, List<Violation> violations, Instant rejectedAt) {
        RawRecord raw = judged.raw();
        return new DeadLetter(
                raw.id(),
                judged.table().name(),
                SentHeaders.batch(raw.headers()),
                SentHeaders.row(raw.headers()),
                Original.text(SentHeaders.text(raw.headers(), RecordHeaders.SOURCE)),
                Original.text(SentHeaders.text(raw.headers(), RecordHeaders.SUBMITTED_BY)),
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
}
