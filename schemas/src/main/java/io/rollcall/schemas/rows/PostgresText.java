package io.rollcall.schemas.rows;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether PostgreSQL takes bytes as text: well-formed UTF-8 without U+0000. One refusal would end the transaction. */
final class PostgresText {

    private PostgresText() {}

    static void require(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] <= 0) {
                requireUnusual(bytes, from, length);
                return;
            }
        }
    }

    private static void requireUnusual(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == 0) {
                throw new AvroCursor.MalformedException(
                        "it contains a text with the character U+0000, which PostgreSQL has no place for");
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            throw new AvroCursor.MalformedException("it contains a text that is not UTF-8");
        }
    }
}
