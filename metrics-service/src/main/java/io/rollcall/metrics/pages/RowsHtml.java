package io.rollcall.metrics.pages;

import io.rollcall.metrics.pages.QuartersPage.Row;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/**
 * The rows of the table by quarter, as markup. There may be thousands with five numbers each, which a template takes a
 * hundred times as long to write cell by cell.
 */
final class RowsHtml {

    private static final String ENCODING = "UTF-8";
    private static final int CHARACTERS_A_ROW = 900;

    private final StringBuilder html;

    private RowsHtml(int rows) {
        html = new StringBuilder(rows * CHARACTERS_A_ROW);
    }

    static String of(List<Row> rows) {
        RowsHtml table = new RowsHtml(rows.size());
        rows.forEach(table::add);
        return table.html.toString();
    }

    private void add(Row row) {
        html.append("<tr><th scope=\"row\">").append(escaped(row.department()));
        html.append("</th><td>").append(escaped(row.job())).append("</td>");
        row.cells().forEach(this::add);
        html.append("</tr>");
    }

    private void add(HiresCell cell) {
        if (cell.address() == null) {
            html.append("<td class=\"number zero\">0</td>");
        } else {
            html.append("<td class=\"number\"><a class=\"count\" href=\"")
                    .append(escaped(cell.address()))
                    .append("\">")
                    .append(cell.hires())
                    .append("</a></td>");
        }
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, ENCODING);
    }
}
