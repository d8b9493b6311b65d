package io.rollcall.quickstart;

import org.jspecify.annotations.Nullable;

/** The demo did not get the answer that it should; the message is for people. */
final class DemoFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DemoFailedException(String message) {
        this(message, null);
    }
}
