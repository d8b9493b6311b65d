package io.rollcall.gateway.rejects;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a CSV file of rejects: those of the table, then whatever else was sent, then the remarks {@code
 * _line,_field,_code,_value}. A row is one line however many rules it breaks; they are joined by {@code "; "} in the last
 * three, in parallel: the second field goes with the second code and the second value, and what a violation does not
 * have is empty there.
 */
final class CsvLayout {

    /** Each sender may name fields as they like; what is beyond goes into one column, as JSON. */
    private static final int MOST_EXTRA = 100;

    private static final String REST = "_extra";
    private static final List<String> REMARKS = List.of("_line", "_field", "_code", "_value");
    private static final String SEPARATOR = "; ";

    private final List<String> columns;
    private final SequencedSet<String> extra = new LinkedHashSet<>();
    private boolean hasRest;

    CsvLayout(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Makes room for what this row has beside the table's columns. */
    void makeRoom(Reject reject) {
        for (String name : OriginalCells.of(reject, columns).keySet()) {
            if (!columns.contains(name) && !extra.contains(name)) {
                if (extra.size() < MOST_EXTRA) {
                    extra.add(name);
                } else {
                    hasRest = true;
                }
            }
        }
    }

    List<String> header() {
        List<String> header = new ArrayList<>(columns);
        header.addAll(extra);
        if (hasRest) {
            header.add(REST);
        }
        header.addAll(REMARKS);
        return header.stream().map(CsvCell::safe).toList();
    }

    /** The line of a row; what there is no column for stands behind it, since nothing may be lost. */
    List<String> line(Reject reject) {
        SequencedMap<String, String> cells = OriginalCells.of(reject, columns);
        List<String> line = new ArrayList<>();
        columns.forEach(column -> line.add(taken(cells, column)));
        extra.forEach(column -> line.add(taken(cells, column)));
        String rest = cells.isEmpty() ? "" : Letters.JSON.writeValueAsString(cells);
        if (hasRest) {
            line.add(rest);
        }
        line.add(String.valueOf(
                reject.line() == null ? reject.place().row() : reject.line().longValue()));
        line.add(joined(reject, "field"));
        line.add(joined(reject, "code"));
        line.add(joined(reject, "value"));
        if (!hasRest && !rest.isEmpty()) {
            line.add(rest);
        }
        return line.stream().map(CsvCell::safe).toList();
    }

    private static String taken(Map<String, String> cells, String column) {
        String cell = cells.remove(column);
        return cell == null ? "" : cell;
    }

    private static String joined(Reject reject, String part) {
        return reject.violations().stream()
                .map((JsonNode violation) -> CsvCell.text(violation.get(part)))
                .collect(Collectors.joining(SEPARATOR));
    }
}
