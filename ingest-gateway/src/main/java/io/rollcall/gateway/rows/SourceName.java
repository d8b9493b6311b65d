package io.rollcall.gateway.rows;

import java.util.regex.Pattern;

/** Names of files and clients as they may stand in a header or a message: one line, bounded, last path segment only. */
public final class SourceName {

    private static final int LONGEST = 200;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private SourceName() {}

    /** A file's name without folders and control characters. */
    public static String ofFile(String name) {
        return printable(FOLDERS.matcher(name).replaceFirst(""));
    }

    /** A text without control characters, of at most 200 characters. */
    public static String printable(String text) {
        String clean = UNPRINTABLE.matcher(text).replaceAll("");
        if (clean.length() <= LONGEST) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return clean.substring(0, end);
    }
}
