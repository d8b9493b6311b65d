package io.rollcall.metrics.pages;

import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.facts.Facts.StoredOffset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What explains a page's figures, as a template shows it.
 *
 * @param hiresOfYear how many hires the page's year has
 * @param hires how many there are in all
 * @param rejected how many were refused
 * @param isExact whether all of it is as of the same moment
 */
record Explained(
        AsOf asOf,
        String version,
        List<StoredOffset> offsets,
        int year,
        long hiresOfYear,
        long hires,
        long rejected,
        List<Reason> reasons,
        boolean isExact) {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("missing", "a required field is missing"),
            Map.entry("wrong_type", "a value is of another type than its field"),
            Map.entry("not_an_integer", "a number is not a whole one"),
            Map.entry("out_of_range", "a number is too small or too large"),
            Map.entry("too_long", "a text is too long"),
            Map.entry("bad_datetime", "a date and time cannot be read"),
            Map.entry("unknown_reference", "the department or job does not exist"),
            Map.entry("unknown_field", "there is a field that nobody knows"),
            Map.entry("wrong_column_count", "a line has too few or too many columns"),
            Map.entry("undecodable", "the bytes cannot be read"),
            Map.entry("unknown_schema", "the schema is not known"));

    /** A reason code, what it means, and how many rejected records have it. */
    record Reason(String code, String words, long records) {}

    static Explained of(Facts facts, int year) {
        return new Explained(
                AsOf.of(facts.asOf()),
                facts.version(),
                facts.offsets(),
                year,
                facts.hiresOf(year),
                facts.hires(),
                facts.rejected().letters(),
                facts.rejected().reasons().stream()
                        .map(reason ->
                                new Reason(reason.code(), WORDS.getOrDefault(reason.code(), ""), reason.letters()))
                        .toList(),
                facts.rejected().isExact());
    }

    /**
     * The page without what says when it was read: the same as long as it says the same. All of that is ASCII and is
     * the same in UTF-8, so that bytes may be searched as if each were a character.
     */
    byte[] removedFrom(byte[] html) {
        String page = new String(html, StandardCharsets.ISO_8859_1);
        return asOf.removedFrom(page).replace(version, "").getBytes(StandardCharsets.ISO_8859_1);
    }
}
