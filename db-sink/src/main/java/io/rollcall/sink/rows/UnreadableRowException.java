package io.rollcall.sink.rows;

/** A record of a valid topic that is none. The validator writes no such thing, so somebody else did. */
public final class UnreadableRowException extends Exception {

    private final int record;

    UnreadableRowException(int record, String why) {
        super(why);
        this.record = record;
    }

    /** Which of the records, as numbered by the caller of {@link RowBatch}. */
    public int record() {
        return record;
    }
}
