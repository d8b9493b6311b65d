package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.Violation;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * One rule that a field must meet.
 *
 * @param code what a breach is called
 * @param broken whether a reading breaks it in that column
 * @param demand what would be right, as the end of the sentence that begins with the field's name
 */
record Rule(ReasonCode code, BiPredicate<Column, Reading> broken, Function<Column, String> demand) {

    boolean isBrokenBy(Column column, Reading reading) {
        return broken.test(column, reading);
    }

    Violation violation(Column column, Sent sent) {
        return new Violation(
                column.name(),
                code,
                column.name() + " " + demand.apply(column) + Shown.inMessage(sent) + ".",
                Shown.value(sent));
    }
}
