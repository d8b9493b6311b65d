package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import java.util.Locale;

/** Which entry of the frame's navigation a page belongs to. */
enum Place {
    QUARTERS,
    MEAN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Place of(String path) {
        return path.equals(Addresses.DEPARTMENTS_ABOVE_MEAN) ? MEAN : QUARTERS;
    }
}
