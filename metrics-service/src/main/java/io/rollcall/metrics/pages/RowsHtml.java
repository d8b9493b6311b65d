package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.figures.QuarterlyHires;
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
    private static final String OF_QUARTER = "&amp;" + Addresses.QUARTER + "=";

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
        QuarterlyHires hires = row.hires();
        html.append("<tr><th scope=\"row\">").append(escaped(hires.department()));
        html.append("</th><td>").append(escaped(hires.job())).append("</td>");
        // An address has no other character that means something in markup: it is encoded to the last one.
        String address = row.address().replace("&", "&amp;");
        add(hires.q1(), address, OF_QUARTER + 1);
        add(hires.q2(), address, OF_QUARTER + 2);
        add(hires.q3(), address, OF_QUARTER + 3);
        add(hires.q4(), address, OF_QUARTER + 4);
        add(hires.total(), address, "");
        html.append("</tr>");
    }

    private void add(long hires, String address, String further) {
        if (hires == 0) {
            html.append("<td class=\"number zero\">0</td>");
        } else {
            html.append("<td class=\"number\"><a class=\"count\" href=\"")
                    .append(address)
                    .append(further)
                    .append("\">")
                    .append(hires)
                    .append("</a></td>");
        }
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, ENCODING);
    }
}
