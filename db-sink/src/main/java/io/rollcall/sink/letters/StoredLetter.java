package io.rollcall.sink.letters;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a row of {@code rollcall.dead_letters}: every text here is one that PostgreSQL takes.
 *
 * @param json the letter as jsonb can hold it
 * @param exactText the letter to the letter, where {@code json} had to be changed
 */
public record StoredLetter(
        String id,
        String table,
        @Nullable UUID batch,
        @Nullable Long row,
        @Nullable String source,
        @Nullable String submittedBy,
        String topic,
        int partition,
        long offset,
        Instant rejectedAt,
        List<String> codes,
        String json,
        @Nullable String exactText) {

    public StoredLetter {
        codes = List.copyOf(codes);
    }

    /** The same letter with nothing in its JSON that a server could object to; the text beside it says all. */
    public StoredLetter asText() {
        String text = exactText == null ? json : exactText;
        return new StoredLetter(
                id, table, batch, row, source, submittedBy, topic, partition, offset, rejectedAt, codes, "{}", text);
    }
}
