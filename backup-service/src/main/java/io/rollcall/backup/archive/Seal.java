package io.rollcall.backup.archive;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption of table files at rest: AES-256-GCM in segments of 1 MiB, whose order and end are authenticated too
 * (Tink's streaming construction). The name of backup and table is bound to the file, so that none can stand in for
 * another.
 */
public final class Seal {

    /** The length of a key. */
    public static final int KEY_BYTES = 32;

    private static final int SEGMENT = 1 << 20;
    private static final int ID_BYTES = 8;

    private final Optional<AesGcmHkdfStreaming> cipher;
    private final Optional<String> keyId;

    private Seal(Optional<AesGcmHkdfStreaming> cipher, Optional<String> keyId) {
        this.cipher = cipher;
        this.keyId = keyId;
    }

    /** Files lie in the clear. */
    public static Seal none() {
        return new Seal(Optional.empty(), Optional.empty());
    }

    /** Files are encrypted with a key of {@link #KEY_BYTES} bytes. */
    public static Seal with(byte[] key) {
        try {
            return new Seal(
                    Optional.of(new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT, 0)),
                    Optional.of(idOf(key)));
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalArgumentException("the backup key must have " + KEY_BYTES + " bytes", e);
        }
    }

    /** Tells keys apart without telling them; none where files lie in the clear. */
    public Optional<String> keyId() {
        return keyId;
    }

    private static String idOf(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("key id".getBytes(StandardCharsets.US_ASCII)), 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    OutputStream sealing(OutputStream file, BackupId backup, String table) throws IOException {
        if (cipher.isEmpty()) {
            return file;
        }
        try {
            return cipher.get().newEncryptingStream(file, name(backup, table));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt", e);
        }
    }

    InputStream opening(InputStream file, BackupId backup, String table) throws IOException {
        if (cipher.isEmpty()) {
            throw new IllegalStateException("there is no key");
        }
        try {
            return cipher.get().newDecryptingStream(file, name(backup, table));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot decrypt", e);
        }
    }

    private static byte[] name(BackupId backup, String table) {
        return (backup + "/" + table).getBytes(StandardCharsets.UTF_8);
    }
}
