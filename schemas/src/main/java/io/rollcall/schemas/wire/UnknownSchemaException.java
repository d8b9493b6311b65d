package io.rollcall.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that it has no schema of that id. */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1;

    private final int id;

    UnknownSchemaException(int id) {
        super("the registry has no schema with id " + id);
        this.id = id;
    }

    public int id() {
        return id;
    }
}
