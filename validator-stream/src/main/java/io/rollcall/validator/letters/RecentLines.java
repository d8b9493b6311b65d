package io.rollcall.validator.letters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;

/** Recognises the last lines that were added. It keeps their hashes, since a line may have megabytes. For one thread. */
final class RecentLines {

    private final int most;
    private final MessageDigest digest;
    private final LinkedHashSet<String> hashes = new LinkedHashSet<>();

    /** A memory of so many lines. */
    RecentLines(int most) {
        this.most = most;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Remembers a line.
     *
     * @return whether it is none of those remembered so far
     */
    boolean add(String line) {
        boolean isNew = hashes.add(HexFormat.of().formatHex(digest.digest(line.getBytes(StandardCharsets.UTF_8))));
        if (hashes.size() > most) {
            hashes.removeFirst();
        }
        return isNew;
    }
}
