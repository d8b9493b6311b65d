package io.rollcall.schemas.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a record was rejected; the codes are part of the contract. */
public enum ReasonCode {
    MISSING,
    WRONG_TYPE,
    NOT_AN_INTEGER,
    OUT_OF_RANGE,
    TOO_LONG,
    BAD_DATETIME,
    UNKNOWN_REFERENCE,
    UNKNOWN_FIELD,
    WRONG_COLUMN_COUNT,
    UNDECODABLE,
    UNKNOWN_SCHEMA;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The code as users see it, such as {@code not_an_integer}. */
    @JsonValue
    public String code() {
        return code;
    }

    /** The reason with that code. */
    @JsonCreator
    public static ReasonCode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
