package io.rollcall.gateway.rows;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was sent is not CSV, JSON or UTF-8. The message says what is wrong; the position says where. */
public final class UnreadableInputException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Long> position = new LinkedHashMap<>();

    public UnreadableInputException(String message) {
        super(message);
    }

    /** Adds a coordinate: {@code line} and {@code column} from 1, {@code byte} and {@code row} from 0. */
    public UnreadableInputException at(String coordinate, long value) {
        position.put(coordinate, value);
        return this;
    }

    public Map<String, Long> position() {
        return Map.copyOf(position);
    }
}
