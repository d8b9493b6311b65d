package io.rollcall.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Answers of the gateway as tables for people's eyes. */
final class Report {

    private static final List<String> COUNTS = List.of("received", "stored", "rejected", "pending");
    private static final List<String> QUARTERS = List.of("department", "job", "Q1", "Q2", "Q3", "Q4");
    private static final List<String> DEPARTMENTS = List.of("id", "department", "hired");
    private static final int ROWS_SHOWN = 8;

    private Report() {}

    static String receipt(JsonNode receipt) {
        List<List<String>> rows = new ArrayList<>();
        receipt.required("tables").properties().forEach(table -> rows.add(counts(table.getKey(), table.getValue())));
        rows.add(counts("all", receipt));
        List<String> header = Stream.concat(Stream.of("table"), COUNTS.stream()).toList();
        return new TextTable(header, rows).render();
    }

    /** The first rows; there are many. */
    static String hiredByQuarter(JsonNode rows) {
        List<List<String>> cells = rows.valueStream()
                .limit(ROWS_SHOWN)
                .map(row -> cells(row, QUARTERS))
                .toList();
        String table = new TextTable(QUARTERS, cells).render();
        int more = rows.size() - cells.size();
        return more > 0
                ? table + "\n  … and " + more + " rows more: GET /metrics/hired_by_quarter?year=…&format=json or csv"
                : table;
    }

    static String departmentsAboveMean(JsonNode rows) {
        List<List<String>> cells =
                rows.valueStream().map(row -> cells(row, DEPARTMENTS)).toList();
        return new TextTable(DEPARTMENTS, cells).render();
    }

    private static List<String> counts(String name, JsonNode counts) {
        return Stream.concat(Stream.of(name), cells(counts, COUNTS).stream()).toList();
    }

    private static List<String> cells(JsonNode row, List<String> columns) {
        return columns.stream().map(column -> row.required(column).asString()).toList();
    }
}
