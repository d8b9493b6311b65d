package io.rollcall.gateway.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the pipeline is. What could not be found out is null, and {@code unknown} says why.
 *
 * @param at when
 * @param validator raw records that it has not judged yet
 * @param sink valid records that are not stored yet
 * @param stored records by table
 * @param deadLetters rejected records
 * @param countedAt when stored records and dead letters were counted, which is not done for every answer
 * @param openBatches requests that are still being read
 * @param kafka whether Kafka answers
 * @param database whether Postgres answers
 * @param unknown by the name of the part, why it is null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "at",
    "validator",
    "sink",
    "stored",
    "dead_letters",
    "counted_at",
    "open_batches",
    "kafka",
    "database",
    "unknown"
})
public record Pipeline(
        Instant at,
        ValidatorLag validator,
        SinkLag sink,
        @Nullable Map<String, Long> stored,
        @JsonProperty("dead_letters") @Nullable DeadLetterCounts deadLetters,
        @JsonProperty("counted_at") @Nullable Instant countedAt,
        @JsonProperty("open_batches") @Nullable Long openBatches,
        Reach kafka,
        Reach database,
        Map<String, String> unknown) {

    /** Whether something answers. */
    public enum Reach {
        UP,
        DOWN;

        static Reach of(boolean answers) {
            return answers ? UP : DOWN;
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How far the validator is behind.
     *
     * @param lag records of the raw topics
     */
    public record ValidatorLag(@Nullable Long lag) {}

    /**
     * How far the sink is behind.
     *
     * @param lag records of the valid topics
     * @param byTable the same by table
     */
    public record SinkLag(
            @Nullable Long lag,
            @JsonProperty("by_table") @Nullable Map<String, Long> byTable) {}

    /**
     * How many records were rejected.
     *
     * @param total of those that are kept
     * @param lastHour within the last hour
     */
    public record DeadLetterCounts(
            long total, @JsonProperty("last_hour") long lastHour) {}
}
