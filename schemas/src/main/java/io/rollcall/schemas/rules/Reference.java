package io.rollcall.schemas.rules;

import io.rollcall.schemas.Column;

/**
 * A record of another table that a row names, and that must exist before the row may be stored.
 *
 * @param column the column that names it
 * @param id the id that it names
 * @param sent the id as it was sent
 */
public record Reference(Column column, long id, Sent sent) {

    /** The table that must have a record of that id. */
    public String table() {
        return column.references().orElseThrow();
    }
}
