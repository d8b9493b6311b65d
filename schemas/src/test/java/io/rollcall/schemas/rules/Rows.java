package io.rollcall.schemas.rules;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows and verdicts in the words of the tests. */
final class Rows {

    static final Tables TABLES = Tables.fromClassPath();
    static final Table HIRES = TABLES.named("hired_employees").orElseThrow();
    static final Table DEPARTMENTS = TABLES.named("departments").orElseThrow();

    private Rows() {}

    /** A hire without a fault, but for the one field. */
    static SentRow hire(String field, Sent sent) {
        List<Sent> columns = HIRES.columns().stream()
                .map(column -> column.name().equals(field) ? sent : sound(column.name()))
                .toList();
        return new SentRow.Fields(columns, List.of());
    }

    private static Sent sound(String column) {
        return switch (column) {
            case "name" -> new Sent.Text("Ada");
            case "datetime" -> new Sent.Text("2021-07-27T16:02:08Z");
            default -> new Sent.Whole(1);
        };
    }

    static SentRow json(Table table, String json) {
        return new JsonRows(table).row(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The codes of a row, each after its field; empty for a sound row. */
    static List<String> faults(Table table, SentRow row) {
        return switch (new Judge(table).judge(row)) {
            case Judgement.Sound _ -> List.of();
            case Judgement.Faulty faulty ->
                faulty.violations().stream()
                        .map(violation ->
                                violation.field() + " " + violation.code().code())
                        .toList();
        };
    }

    static Judgement.Sound sound(Table table, SentRow row) {
        return (Judgement.Sound) new Judge(table).judge(row);
    }

    static Judgement.Faulty faulty(Table table, SentRow row) {
        return (Judgement.Faulty) new Judge(table).judge(row);
    }
}
