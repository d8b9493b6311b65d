package io.rollcall.gateway.rows;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was sent.
 *
 * @param value the row in the table's raw schema, as far as it fits
 * @param original the row as JSON where it does not fit: an object as sent, or the array of a CSV row's cells
 * @param line the line that it begins on, from 1; 0 where there are no lines
 */
public record RawRow(GenericRecord value, @Nullable String original, long line) {

    /**
     * The most characters in a row. Whatever they are, the record then fits into Kafka's largest message (1 MB), its
     * {@code original} header included.
     */
    public static final int MOST_CHARACTERS = 100_000;
}
