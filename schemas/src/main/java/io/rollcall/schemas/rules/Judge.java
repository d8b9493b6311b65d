package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;

/** Judges rows of one table by all of its rules. Thread-safe. */
public final class Judge {

    private final Table table;
    private final List<Column> columns;
    private final int keyPosition;

    public Judge(Table table) {
        this.table = table;
        this.columns = table.columns();
        this.keyPosition = table.key().position();
    }

    /** Every rule that the row breaks, or its values; and the references that remain to be looked up. */
    public Judgement judge(SentRow row) {
        return switch (row) {
            case SentRow.Fields fields -> judge(fields);
            case SentRow.Cells cells -> faulty(Rules.wrongColumnCount(table, cells));
            case SentRow.Unreadable(String why) -> faulty(Rules.undecodable(why));
        };
    }

    private Judgement judge(SentRow.Fields row) {
        Object[] values = new Object[columns.size()];
        List<Violation> violations = new ArrayList<>(0);
        List<Reference> references = new ArrayList<>(2);
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            Sent sent = row.columns().get(i);
            Reading reading = FieldReader.read(column.type(), sent);
            if (!breaksARule(column, sent, reading, violations)) {
                values[i] = value(reading);
                if (column.references().isPresent() && reading instanceof Reading.IntegerValue(long id)) {
                    references.add(new Reference(column, id, sent));
                }
            }
        }
        for (SentRow.UnknownField field : row.unknown()) {
            violations.add(Rules.unknownField(table, field));
        }
        return violations.isEmpty()
                ? new Judgement.Sound((long) values[keyPosition], strict(values), references)
                : new Judgement.Faulty(violations, references);
    }

    private static boolean breaksARule(Column column, Sent sent, Reading reading, List<Violation> violations) {
        boolean broken = false;
        for (Rule rule : Rules.OF_A_FIELD) {
            if (rule.isBrokenBy(column, reading)) {
                violations.add(rule.violation(column, sent));
                broken = true;
            }
        }
        return broken;
    }

    private static Object value(Reading reading) {
        return switch (reading) {
            case Reading.IntegerValue(long value) -> value;
            case Reading.TextValue(String value) -> value;
            case Reading.InstantValue(long micros) -> micros;
            case Reading.None none -> throw new IllegalStateException("no rule covers a value that is " + none);
        };
    }

    private GenericData.Record strict(Object[] values) {
        GenericData.Record value = new GenericData.Record(table.strictSchema());
        for (int i = 0; i < values.length; i++) {
            value.put(i, values[i]);
        }
        return value;
    }

    private static Judgement faulty(Violation violation) {
        return new Judgement.Faulty(List.of(violation), List.of());
    }
}
