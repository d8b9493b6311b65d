package io.rollcall.validator.waiting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the state store. Their order is what the waiting room lives by: all that wait for one reference lie together
 * in order of arrival, all that queue behind one id in order of offset.
 */
final class ParkedKey {

    static final byte WAITING = 'w';
    static final byte QUEUED = 'q';

    private static final int LONGS = 2 * Long.BYTES;

    private ParkedKey() {}

    /** {@code w, referenced table, 0, id, arrival, offset, topic}. */
    static Bytes waiting(Missing missing, RawRecord raw) {
        byte[] topic = raw.topic().getBytes(StandardCharsets.UTF_8);
        return key(WAITING, missing.table(), missing.id(), LONGS + topic.length)
                .with(raw.arrived())
                .with(raw.offset())
                .with(topic)
                .bytes();
    }

    /** Not above any key of one who waits for that since {@code arrival} or later. */
    static Bytes firstWaiting(Missing missing, long arrival) {
        return key(WAITING, missing.table(), missing.id(), Long.BYTES)
                .with(arrival)
                .bytes();
    }

    /** Above every key of one who waits for that. */
    static Bytes lastWaiting(Missing missing) {
        return key(WAITING, missing.table(), missing.id(), Long.BYTES)
                .with(Long.MAX_VALUE)
                .bytes();
    }

    /** {@code q, table, 0, id, offset}. */
    static Bytes queued(String table, long id, long offset) {
        return key(QUEUED, table, id, Long.BYTES).with(offset).bytes();
    }

    /** Not above any key that begins with that letter. */
    static Bytes first(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    /** Above every key that begins with that letter. */
    static Bytes last(byte kind) {
        return Bytes.wrap(new byte[] {(byte) (kind + 1)});
    }

    /** What a key says of table and id, whichever kind it is. */
    static Missing tableAndId(Bytes key) {
        byte[] bytes = key.get();
        int end = 1;
        while (bytes[end] != 0) {
            end++;
        }
        String table = new String(bytes, 1, end - 1, StandardCharsets.UTF_8);
        return new Missing(table, ordered(ByteBuffer.wrap(bytes).getLong(end + 1)));
    }

    private static Builder key(byte kind, String table, long id, int rest) {
        byte[] name = table.getBytes(StandardCharsets.UTF_8);
        return new Builder(1 + name.length + 1 + Long.BYTES + rest)
                .with(kind)
                .with(name)
                .with((byte) 0)
                .with(id);
    }

    /** Flips the sign, so that bytes in order are numbers in order. */
    private static long ordered(long number) {
        return number ^ Long.MIN_VALUE;
    }

    private static final class Builder {

        private final byte[] bytes;
        private final ByteBuffer buffer;

        Builder(int length) {
            bytes = new byte[length];
            buffer = ByteBuffer.wrap(bytes);
        }

        Builder with(byte single) {
            buffer.put(single);
            return this;
        }

        Builder with(long number) {
            buffer.putLong(ordered(number));
            return this;
        }

        Builder with(byte[] several) {
            buffer.put(several);
            return this;
        }

        Bytes bytes() {
            return Bytes.wrap(bytes);
        }
    }
}
