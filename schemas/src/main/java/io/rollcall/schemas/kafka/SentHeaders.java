package io.rollcall.schemas.kafka;

import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a record's headers say; a foreign producer may put anything there. */
public final class SentHeaders {

    private SentHeaders() {}

    /** The text of a header; null if the record does not carry it. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The batch that a record says it belongs to; null if it says none, or what a foreign producer put is no id. */
    public static @Nullable UUID batch(Headers headers) {
        String text = text(headers, RecordHeaders.BATCH_ID);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The row that a record says it is; null if it says none, or what a foreign producer put is no number. */
    public static @Nullable Long row(Headers headers) {
        String text = text(headers, RecordHeaders.ROW);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
