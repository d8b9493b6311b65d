package io.rollcall.metrics.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** An answer as it is and, from when somebody first wants it, compressed. */
final class CachedAnswer {

    /** What is shorter is not worth it. */
    private static final int WORTH_COMPRESSING = 2048;

    private final ResponseEntity<byte[]> plain;
    private volatile @Nullable ResponseEntity<byte[]> compressed;

    CachedAnswer(ResponseEntity<byte[]> answer) {
        HttpHeaders headers = copy(answer.getHeaders());
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        plain = new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
    }

    /** The answer for somebody who takes these encodings. */
    ResponseEntity<byte[]> in(AcceptedEncodings accepted) {
        if (!accepted.gzip() || size() < WORTH_COMPRESSING) {
            return plain;
        }
        ResponseEntity<byte[]> answer = compressed;
        return answer == null ? compressOnce() : answer;
    }

    /** Those who have waited for the same answer come together: one of them compresses it for all. */
    private synchronized ResponseEntity<byte[]> compressOnce() {
        ResponseEntity<byte[]> answer = compressed;
        if (answer == null) {
            answer = compress();
            compressed = answer;
        }
        return answer;
    }

    /** In bytes, uncompressed. */
    int size() {
        byte[] body = plain.getBody();
        return body == null ? 0 : body.length;
    }

    /** Its tag is weak, since the compressed bytes are others than those that a strong one stands for. */
    private ResponseEntity<byte[]> compress() {
        HttpHeaders headers = copy(plain.getHeaders());
        headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        String tag = headers.getETag();
        if (tag != null && !tag.startsWith("W/")) {
            headers.setETag("W/" + tag);
        }
        return new ResponseEntity<>(gzip(Objects.requireNonNull(plain.getBody())), headers, plain.getStatusCode());
    }

    private static HttpHeaders copy(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        copy.putAll(headers);
        return copy;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 8);
        try (GZIPOutputStream gzip = new QuickGzip(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class QuickGzip extends GZIPOutputStream {

        /** Half the time of the usual level, a page by quarter a sixth larger: some wait for it after every commit. */
        private static final int LEVEL = 3;

        QuickGzip(OutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(LEVEL);
        }
    }
}
