package io.rollcall.quickstart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for people's eyes: numbers to the right, everything else to the left.
 *
 * @param header the columns' names
 * @param rows as many cells each as there are columns
 */
record TextTable(List<String> header, List<List<String>> rows) {

    /** One line a row, the header first. */
    String render() {
        List<String> lines = rows.stream().map(this::line).toList();
        String rule = IntStream.range(0, header.size())
                .mapToObj(column -> "-".repeat(width(column)))
                .collect(Collectors.joining("  ", "  ", ""));
        return line(header) + "\n" + rule + (lines.isEmpty() ? "" : "\n") + String.join("\n", lines);
    }

    private String line(List<String> cells) {
        return IntStream.range(0, header.size())
                .mapToObj(column -> padded(cells.get(column), column))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(width(column) - cell.length());
        return isNumeric(column) ? blanks + cell : cell + blanks;
    }

    private int width(int column) {
        int widestCell =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(header.get(column).length(), widestCell);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.get(column).chars().allMatch(Character::isDigit));
    }
}
