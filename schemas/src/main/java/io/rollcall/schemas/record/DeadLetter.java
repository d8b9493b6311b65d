package io.rollcall.schemas.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rejected record: the original, every reason, and where it came from. Its JSON form is described by
 * {@code dead-letter.schema.json}.
 *
 * @param id {@code topic-partition-offset} of the record, so that the same record is the same dead letter however
 *     often it is judged
 * @param table the table it was meant for
 * @param batch the batch it was submitted in, if its producer said so
 * @param row its place among the batch's rows of that table, from 0
 * @param source file and line, or the client
 * @param submittedBy the user that submitted it
 * @param topic where the record lies: a raw topic, or a valid one if what it refers to was taken away after the verdict
 * @param partition where the record lies
 * @param offset where the record lies
 * @param recordedAt the record's timestamp
 * @param rejectedAt when the verdict fell
 * @param violations every rule it breaks, at least one
 * @param original the fields as they were sent: an object, or an array of cells; null where the bytes were unreadable
 * @param originalBytes the bytes of a value that could not be read, in base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String id,
        String table,
        @Nullable UUID batch,
        @Nullable Long row,
        @Nullable String source,
        @JsonProperty("submitted_by") @Nullable String submittedBy,
        String topic,
        int partition,
        long offset,
        @JsonProperty("recorded_at") Instant recordedAt,
        @JsonProperty("rejected_at") Instant rejectedAt,
        List<Violation> violations,
        @Nullable JsonNode original,
        @JsonProperty("original_base64") @Nullable String originalBytes) {

    public DeadLetter {
        violations = List.copyOf(violations);
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("dead letter " + id + " has no reason");
        }
    }

    /** The id of the dead letter that a record becomes. */
    public static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }
}
