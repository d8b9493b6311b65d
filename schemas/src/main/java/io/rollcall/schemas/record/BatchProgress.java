package io.rollcall.schemas.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says of a batch on the topic {@code batches}, after Kafka has acknowledged the rows that it speaks
 * of. Messages of one batch add up; saying a thing twice changes nothing.
 *
 * @param batch the batch's id
 * @param source what submitted it: {@code ingest}, {@code migrate}
 * @param submittedBy the user
 * @param openedAt when the request began
 * @param at when this was said
 * @param state how far the batch is
 * @param gateway the instance that has the request in hand
 * @param parts row counts that are new with this message
 */
public record BatchProgress(
        UUID batch,
        String source,
        @JsonProperty("submitted_by") @Nullable String submittedBy,
        @JsonProperty("opened_at") Instant openedAt,
        Instant at,
        State state,
        String gateway,
        List<Part> parts) {

    /** The most rows that one part may have: the width of a receipt's bitmaps. */
    public static final int ROWS_PER_CHUNK = 1000;

    public BatchProgress {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(openedAt, "opened_at");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(gateway, "gateway");
        parts = List.copyOf(parts);
    }

    /** How far a batch is. */
    public enum State {
        /** The request is still being read. */
        OPEN,
        /** All of it was acknowledged by Kafka and the client was told so. */
        ACCEPTED,
        /** The gateway died while it had the request in hand; what was acknowledged until then stands. */
        INTERRUPTED,
        /** The request ended in an error; what was acknowledged until then stands. */
        FAILED;

        private final String text = name().toLowerCase(Locale.ROOT);

        @JsonValue
        public String text() {
            return text;
        }

        @JsonCreator
        public static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Rows of one table.
     *
     * @param table the table
     * @param chunk which thousand: rows {@code 1000 * chunk} and up
     * @param rows how many of that thousand, 1 to 1000
     */
    public record Part(String table, int chunk, int rows) {

        public Part {
            Objects.requireNonNull(table, "table");
            if (chunk < 0 || chunk > Integer.MAX_VALUE / ROWS_PER_CHUNK || rows < 1 || rows > ROWS_PER_CHUNK) {
                throw new IllegalArgumentException(table + ": no such part: chunk " + chunk + ", rows " + rows);
            }
        }
    }
}
