package io.rollcall.backup.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A backup's name: when it was begun, to the millisecond, and four random digits, {@code 20261124T194500123Z-3f2a}. It
 * sorts by time, and no other text becomes the name of a folder.
 *
 * @param text the name
 */
public record BackupId(String text) implements Comparable<BackupId> {

    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    public BackupId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the id of a backup");
        }
    }

    /** A new one; {@code random} makes it unlike others of the same millisecond. */
    public static BackupId at(Instant now, int random) {
        return new BackupId("%s-%04x".formatted(TIME.format(now), random & 0xFFFF));
    }

    /** The id that a text is, if it is one. */
    public static Optional<BackupId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BackupId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(BackupId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
