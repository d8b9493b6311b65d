package io.rollcall.metrics.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * As of when a page's figures are.
 *
 * @param iso for programs
 * @param text for people
 */
record AsOf(String iso, String text) {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static AsOf of(Instant instant) {
        return new AsOf(instant.toString(), TEXT.format(instant));
    }

    String removedFrom(String html) {
        return html.replace(iso, "").replace(text, "");
    }
}
