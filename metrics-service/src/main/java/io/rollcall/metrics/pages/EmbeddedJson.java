package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Figures;
import java.nio.charset.StandardCharsets;

/** JSON to stand inside a page, in which nothing can be taken for markup. */
final class EmbeddedJson {

    private EmbeddedJson() {}

    /** Outside of strings JSON has none of these characters, and inside they may be written as numbers. */
    static String of(Figures figures) {
        return new String(Format.JSON.write(figures), StandardCharsets.UTF_8)
                .replace("<", "\\u003C")
                .replace(">", "\\u003E")
                .replace("&", "\\u0026");
    }
}
