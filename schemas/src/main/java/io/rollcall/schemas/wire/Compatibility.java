package io.rollcall.schemas.wire;

/** How the schemas of a subject may change, in the registry's terms. */
public enum Compatibility {
    /** A reader with the former schema reads what is written with the new one: producers may become stricter. */
    FORWARD,
    /** A reader with the new schema reads what was written with the former one. */
    BACKWARD
}
