package io.rollcall.metrics.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Entity tags (RFC 9110, 8.8.3): the same for the same content, whichever instance answers, whenever it started. */
public final class ContentTag {

    private static final int BYTES = 16;

    private ContentTag() {}

    /**
     * The strong tag of a content, in quotes.
     *
     * @param besideBody what the answer says outside its body; a change in it must be told too
     */
    public static String of(byte[] body, String besideBody) {
        MessageDigest digest = sha256();
        digest.update(body);
        digest.update(besideBody.getBytes(StandardCharsets.UTF_8));
        return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES)) + '"';
    }

    /** The weak tag of a content: what has the same tag says the same, though not to the byte. */
    public static String weak(byte[] body) {
        return "W/" + of(body, "");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
