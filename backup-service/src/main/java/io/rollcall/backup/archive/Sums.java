package io.rollcall.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * SHA-256 of files, and the file that lists them in the form of {@code sha256sum}, so that it can check a backup too.
 */
final class Sums {

    /** The file with the sums of all others. */
    static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([a-z0-9_.]{1,80})\n");
    private static final int BUFFER = 1 << 18;
    private static final long LONGEST = 1 << 20;

    private Sums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(Path file) throws IOException {
        MessageDigest sum = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    static String fingerprint(Schema schema) {
        byte[] canonical = SchemaNormalization.toParsingForm(schema).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(canonical));
    }

    /** The text of the file for these sums, by file. */
    static String text(Map<String, String> sums) {
        return new TreeMap<>(sums)
                .entrySet().stream()
                        .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                        .collect(Collectors.joining());
    }

    /** What the file in a folder says, by file. */
    static Map<String, String> read(Path folder) throws IOException, DamagedBackupException {
        Path file = folder.resolve(FILE);
        if (Files.size(file) > LONGEST) {
            throw new DamagedBackupException(FILE + " is too long");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Map<String, String> sums = new TreeMap<>();
        Matcher line = LINE.matcher(text);
        int end = 0;
        while (line.find(end) && line.start() == end) {
            if (sums.put(line.group(2), line.group(1)) != null) {
                throw new DamagedBackupException(FILE + " names " + line.group(2) + " twice");
            }
            end = line.end();
        }
        if (end != text.length() || sums.isEmpty()) {
            throw new DamagedBackupException(FILE + " is no list of sums");
        }
        return sums;
    }
}
