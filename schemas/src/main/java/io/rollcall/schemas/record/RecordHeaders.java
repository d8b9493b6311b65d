package io.rollcall.schemas.record;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The names of the headers that a record may carry. All are optional, so a producer that knows only the topic and the
 * registry is a full citizen; all values are UTF-8 text.
 */
public final class RecordHeaders {

    /** The batch that the record was submitted in, a UUID. */
    public static final String BATCH_ID = "batch-id";
    /** The record's place among the batch's rows of its table, from 0, in decimal. */
    public static final String ROW = "row";
    /** File and line ({@code hired_employees.csv:17}), or the client. */
    public static final String SOURCE = "source";
    /** The user that submitted it. */
    public static final String SUBMITTED_BY = "submitted-by";
    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";
    /**
     * The row as it was sent, where the raw schema cannot hold it: the JSON object, or a JSON array of the cells of a
     * CSV row with a wrong number of columns. Such a record is judged from this header.
     */
    public static final String ORIGINAL = "original";

    /** On valid records that a restore has published: which one, a UUID. */
    public static final String REBUILD_ID = "rebuild-id";

    private RecordHeaders() {}

    /** The text of a header; null if the record does not carry it. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The batch that a record says it belongs to; null if it says none, or what a foreign producer put is no id. */
    public static @Nullable UUID batch(Headers headers) {
        String text = text(headers, BATCH_ID);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The row that a record says it is; null if it says none, or what a foreign producer put is no number. */
    public static @Nullable Long row(Headers headers) {
        String text = text(headers, ROW);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
