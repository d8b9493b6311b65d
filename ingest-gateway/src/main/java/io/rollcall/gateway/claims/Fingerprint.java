package io.rollcall.gateway.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of several values, each told apart from the next by its length. */
public final class Fingerprint {

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public Fingerprint add(@Nullable String text) {
        return add(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
    }

    public Fingerprint add(byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }

    /** Adds all that can be read. */
    public Fingerprint add(InputStream input) throws IOException {
        try (OutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long length = input.transferTo(output);
            digest.update((":" + length).getBytes(StandardCharsets.US_ASCII));
        }
        return this;
    }

    /** In hexadecimal. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
