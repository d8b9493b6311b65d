package io.rollcall.sink.receipts;

import io.rollcall.schemas.record.BatchProgress;
import java.util.HexFormat;

/** One bit for each row of a chunk, the first row leftmost, as PostgreSQL's {@code bit(1000)} counts them. */
final class Bitmap {

    private final byte[] bits = new byte[BatchProgress.ROWS_PER_CHUNK / 8];

    void set(int row) {
        bits[row >> 3] |= (byte) (0x80 >> (row & 7));
    }

    /** The form in which PostgreSQL reads bits as hexadecimal digits. */
    String text() {
        return "x" + HexFormat.of().formatHex(bits);
    }
}
