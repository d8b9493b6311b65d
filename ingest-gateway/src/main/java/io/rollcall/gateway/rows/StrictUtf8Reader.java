package io.rollcall.gateway.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads UTF-8 and nothing else: a malformed byte is an error with its position, never a replacement character. What
 * comes before it is still delivered. A byte order mark at the start is skipped.
 */
final class StrictUtf8Reader extends Reader {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream input;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes;
    /** The offset in the input of the buffer's first byte. */
    private long bufferStart;

    private boolean started;
    private boolean ended;

    StrictUtf8Reader(InputStream input) {
        this(input, BUFFER_BYTES);
    }

    /** With a buffer of at least four bytes, the longest character. */
    StrictUtf8Reader(InputStream input, int bufferBytes) {
        this.input = input;
        bytes = ByteBuffer.allocate(bufferBytes).limit(0);
    }

    /**
     * Reads characters.
     *
     * @throws NotUtf8Exception where the input is not UTF-8
     */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!started) {
            started = true;
            skipByteOrderMark();
        }
        CharBuffer characters = CharBuffer.wrap(target, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, characters, ended);
            int read = characters.position() - offset;
            if (read > 0) {
                return read;
            }
            if (result.isError()) {
                throw new NotUtf8Exception(bufferStart + bytes.position());
            }
            if (result.isOverflow()) {
                throw new IOException("a supplementary character needs room for two");
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (bytes.remaining() < BYTE_ORDER_MARK.length && !ended) {
            fill();
        }
        if (bytes.remaining() >= BYTE_ORDER_MARK.length
                && bytes.slice(0, BYTE_ORDER_MARK.length).equals(ByteBuffer.wrap(BYTE_ORDER_MARK))) {
            bytes.position(BYTE_ORDER_MARK.length);
        }
    }

    private void fill() throws IOException {
        bufferStart += bytes.position();
        bytes.compact();
        int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
