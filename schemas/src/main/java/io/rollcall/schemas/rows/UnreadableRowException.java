package io.rollcall.schemas.rows;

/** A record of a valid topic that is none. The validator writes no such thing, so somebody else did. */
public final class UnreadableRowException extends Exception {

    UnreadableRowException(String why) {
        super(why);
    }
}
