package io.rollcall.schemas.rules;

import io.rollcall.schemas.record.Violation;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What a row is worth by itself, its references aside: those are for the caller to look up. */
public sealed interface Judgement {

    /** What the row refers to, as far as that is legible, in the order of the columns. */
    List<Reference> references();

    /**
     * A row that meets every rule.
     *
     * @param id the value of its key
     * @param value the row in the table's strict schema
     */
    record Sound(long id, GenericRecord value, List<Reference> references) implements Judgement {}

    /**
     * A row that breaks a rule.
     *
     * @param violations every rule that it breaks
     */
    record Faulty(List<Violation> violations, List<Reference> references) implements Judgement {}
}
