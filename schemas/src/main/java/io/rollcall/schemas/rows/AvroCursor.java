package io.rollcall.schemas.rows;

/** Reads longs and strings of Avro's binary encoding in place. Malformed input throws {@link MalformedException}. */
final class AvroCursor {

    private byte[] bytes = {};
    private int position;
    private int end;

    void open(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        end = to;
    }

    /** A zigzag integer of variable length, at most ten bytes. */
    long readLong() {
        long bits = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == end) {
                throw new MalformedException("it ends in the middle of a number");
            }
            byte next = bytes[position++];
            bits |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        throw new MalformedException("it contains a number of more than ten bytes");
    }

    /** Reads a string's length and steps over its bytes; they begin at {@link #position()} minus the length. */
    int readTextLength() {
        long length = readLong();
        if (length < 0 || length > end - position) {
            throw new MalformedException("it contains a text that is longer than the record");
        }
        position += (int) length;
        return (int) length;
    }

    int position() {
        return position;
    }

    void requireEnd() {
        if (position != end) {
            throw new MalformedException("it is longer than its schema says");
        }
    }

    /** The bytes are not what the schema says. */
    static final class MalformedException extends RuntimeException {
        MalformedException(String why) {
            super(why, null, false, false);
        }
    }
}
