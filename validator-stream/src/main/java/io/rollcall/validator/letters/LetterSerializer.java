package io.rollcall.validator.letters;

import io.rollcall.schemas.record.DeadLetter;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/** Writes a dead letter as JSON on one line. Thread-safe. */
public final class LetterSerializer implements Serializer<DeadLetter> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] serialize(String topic, DeadLetter letter) {
        return JSON.writeValueAsBytes(letter);
    }
}
