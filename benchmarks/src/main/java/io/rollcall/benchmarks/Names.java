package io.rollcall.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Some ninety thousand names of people who do not exist, from all over the world. */
final class Names {

    private static final List<String> GIVEN = words("given-names.txt");
    private static final List<String> FAMILY = words("family-names.txt");

    private Names() {}

    static int count() {
        return GIVEN.size() * FAMILY.size();
    }

    /** The name of a number from 0 to {@link #count} - 1. */
    static String get(int number) {
        return GIVEN.get(number / FAMILY.size()) + " " + FAMILY.get(number % FAMILY.size());
    }

    private static List<String> words(String file) {
        try (InputStream bytes = Objects.requireNonNull(Names.class.getResourceAsStream(file), file)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split("\\s+", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
