package io.rollcall.gateway.rows;

import java.io.Serial;
import java.nio.charset.CharacterCodingException;

/** The bytes from this position on are not UTF-8. */
final class NotUtf8Exception extends CharacterCodingException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long position;

    NotUtf8Exception(long position) {
        this.position = position;
    }

    /** The offset in the input of the first wrong byte. */
    long position() {
        return position;
    }

    @Override
    public String getMessage() {
        return "not UTF-8 at byte " + position;
    }
}
