package io.rollcall.schemas.wire;

import org.apache.kafka.common.errors.RetriableException;

/** The registry cannot be reached or is in trouble. Says nothing of the record at hand: wait and try again. */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailableException(String message) {
        super(message);
    }
}
