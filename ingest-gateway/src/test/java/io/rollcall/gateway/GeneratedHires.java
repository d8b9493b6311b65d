package io.rollcall.gateway;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A CSV file of hires with long names, {@value #ROW_BYTES} bytes each or little more, that exists only while it is read. */
final class GeneratedHires extends InputStream {

    static final int ROW_BYTES = 800;
    private static final int ROWS_AT_ONCE = 100;
    private static final String NAME = "x".repeat(ROW_BYTES - 30);

    private final int rows;
    private int row;
    private byte[] block = {};
    private int position;

    GeneratedHires(int rows) {
        this.rows = rows;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position == block.length && !generate()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean generate() {
        if (row == rows) {
            return false;
        }
        StringBuilder lines = new StringBuilder();
        for (int end = Math.min(rows, row + ROWS_AT_ONCE); row < end; row++) {
            lines.append(row + 1)
                    .append(',')
                    .append(NAME)
                    .append(",2021-")
                    .append(10 + row % 3)
                    .append("-0")
                    .append(1 + row % 9)
                    .append("T12:30:00Z,")
                    .append(1 + row % 12)
                    .append(',')
                    .append(1 + row % 183)
                    .append('\n');
        }
        block = lines.toString().getBytes(StandardCharsets.US_ASCII);
        position = 0;
        return true;
    }
}
