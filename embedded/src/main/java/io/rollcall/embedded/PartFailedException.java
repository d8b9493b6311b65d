package io.rollcall.embedded;

import org.jspecify.annotations.Nullable;

/** A part did not do what it should; the message names the part and says where to look. */
public final class PartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public PartFailedException(String message) {
        this(message, null);
    }
}
