package io.rollcall.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that it does not take the schema: it is invalid, or breaks the subject's compatibility. */
public final class SchemaRefusedException extends SerializationException {

    private static final long serialVersionUID = 1;

    SchemaRefusedException(String message) {
        super(message);
    }
}
