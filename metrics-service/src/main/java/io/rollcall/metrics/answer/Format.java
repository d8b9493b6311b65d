package io.rollcall.metrics.answer;

import io.rollcall.metrics.figures.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that an answer can be had in, the default first. */
public enum Format {
    JSON("application/json"),
    CSV("text/csv;charset=UTF-8"),
    /** A page for people, which says more than the figures. */
    HTML("text/html;charset=UTF-8");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** As the parameter {@code format} has it; a file's extension too. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the figures in this format, in UTF-8.
     *
     * @throws IllegalArgumentException for a page, which is rendered from more than figures
     */
    public byte[] write(Figures figures) {
        return switch (this) {
            case JSON -> Json.write(figures);
            case CSV -> Csv.write(figures);
            case HTML -> throw new IllegalArgumentException("a page is not written from figures alone");
        };
    }

    /** The format of that name; empty if there is none. */
    public static Optional<Format> named(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }

    /** The names there are. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Format::text).toList();
    }
}
