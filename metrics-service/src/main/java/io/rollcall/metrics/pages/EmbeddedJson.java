package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Figures;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** JSON to stand inside a page, in which nothing can be taken for markup. */
final class EmbeddedJson {

    private EmbeddedJson() {}

    /** Outside of strings JSON has none of these characters, and inside they may be written as numbers. */
    static String of(Figures figures) {
        return new String(Format.JSON.write(withIdsAsText(figures)), StandardCharsets.UTF_8)
                .replace("<", "\\u003C")
                .replace(">", "\\u003E")
                .replace("&", "\\u0026");
    }

    /** A script's numbers are exact up to 2^53 only, and ids may be larger. */
    private static Figures withIdsAsText(Figures figures) {
        return new Figures(
                figures.columns(),
                figures.rows().stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(at -> isId(figures.columns().get(at))
                                        ? row.get(at).toString()
                                        : row.get(at))
                                .toList())
                        .toList());
    }

    private static boolean isId(String column) {
        return column.equals("id") || column.endsWith("_id");
    }
}
