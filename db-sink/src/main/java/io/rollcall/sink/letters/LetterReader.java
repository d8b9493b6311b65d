package io.rollcall.sink.letters;

import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.ReasonCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads dead letters. What is none, because somebody else wrote to the topic, is kept as a dead letter of its own, with
 * its bytes in base64: nothing is lost, and nothing stops.
 */
public final class LetterReader {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonbText.JSON)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** PostgreSQL's index over ids takes entries of some 2,700 bytes. */
    private static final int LONGEST_ID = 1000;

    private LetterReader() {}

    /** The row for a record of the topic {@code dead-letters}. */
    public static StoredLetter read(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value();
        try {
            if (value != null) {
                return stored(text(value));
            }
        } catch (JacksonException | CharacterCodingException | IllegalArgumentException | NullPointerException e) {
            return unreadable(message, "dead-letters");
        }
        return unreadable(message, "dead-letters");
    }

    /** The row for a letter of the sink's own. */
    public static StoredLetter of(DeadLetter letter) {
        return stored(MAPPER.writeValueAsString(letter));
    }

    private static StoredLetter stored(String text) {
        DeadLetter letter = MAPPER.readValue(text, DeadLetter.class);
        JsonbText json = JsonbText.of(text);
        if (letter.id().length() > LONGEST_ID
                || letter.table().length() > LONGEST_ID
                || !PlainText.isDate(letter.rejectedAt())) {
            throw new IllegalArgumentException("no dead letter");
        }
        return new StoredLetter(
                PlainText.of(letter.id()),
                PlainText.of(letter.table()),
                letter.batch(),
                letter.row(),
                plain(letter.source()),
                plain(letter.submittedBy()),
                PlainText.of(letter.topic()),
                letter.partition(),
                letter.offset(),
                letter.rejectedAt(),
                letter.violations().stream()
                        .map(violation -> violation.code().code())
                        .distinct()
                        .toList(),
                json.text(),
                json.changed() ? text : null);
    }

    /** A record of one of the topics in JSON that is not what belongs there, as a dead letter. */
    public static StoredLetter unreadable(ConsumerRecord<byte[], byte[]> message, String table) {
        String id = DeadLetter.id(message.topic(), message.partition(), message.offset());
        String reason = ReasonCode.UNDECODABLE.code();
        byte[] value = message.value();
        Instant recordedAt = Instant.ofEpochMilli(message.timestamp());
        Map<String, Object> letter = new LinkedHashMap<>(Map.of(
                "id", id,
                "table", table,
                "topic", message.topic(),
                "partition", message.partition(),
                "offset", message.offset(),
                "recorded_at", recordedAt.toString(),
                "rejected_at", recordedAt.toString(),
                "violations",
                        List.of(Map.of(
                                "code",
                                reason,
                                "message",
                                "this is not what belongs on the topic " + message.topic()))));
        if (value != null) {
            letter.put("original_base64", Base64.getEncoder().encodeToString(value));
        }
        return new StoredLetter(
                id,
                table,
                null,
                null,
                null,
                null,
                message.topic(),
                message.partition(),
                message.offset(),
                recordedAt,
                List.of(reason),
                MAPPER.writeValueAsString(letter),
                null);
    }

    /** A text from bytes. */
    private static String text(byte[] value) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(value))
                .toString();
    }

    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : PlainText.of(text);
    }
}
