package io.rollcall.schemas.rules;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The value of one field as it was sent, whatever the format: Avro of any schema, JSON, CSV. */
public sealed interface Sent {

    /** No value. */
    enum Nothing implements Sent {
        /** The row has no such field. */
        ABSENT,
        /** The field is there and holds null. */
        NULL
    }

    record Text(String value) implements Sent {}

    /** Text whose bytes are no UTF-8; {@code shown} has the replacement character in place of each wrong byte. */
    record Garbled(String shown) implements Sent {}

    record Whole(long value) implements Sent {}

    /** An integer beyond 64 bits. */
    record Huge(BigInteger value) implements Sent {}

    /** A number written with a fraction or an exponent, or in floating point. */
    record Fraction(Number value) implements Sent {}

    /** A number that the writer's schema marks as a moment: so many {@code unit}s since 1970. */
    record Moment(long value, TimeUnit unit) implements Sent {}

    record Truth(boolean value) implements Sent {}

    /** A list, an object, a map, bytes: what no column can hold, as JSON would show it. */
    record Structure(JsonNode value) implements Sent {}
}
