package io.rollcall.schemas.wire;

import org.apache.avro.generic.GenericRecord;

/** What the bytes of a record turned out to be. */
public sealed interface WireValue {

    /** A record, with its writer's schema. */
    record Decoded(GenericRecord value) implements WireValue {}

    /** Bytes that are not in the wire format, or that their own schema does not read; {@code why} is for a person. */
    record Undecodable(String why) implements WireValue {}

    /** Bytes in the wire format under an id that the registry does not know. */
    record UnknownSchema(int id) implements WireValue {}
}
