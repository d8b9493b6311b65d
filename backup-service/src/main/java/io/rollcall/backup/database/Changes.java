package io.rollcall.backup.database;

/**
 * What became of a table.
 *
 * @param stored rows that were not there, or not like that
 * @param deleted rows that are there no more
 */
public record Changes(long stored, long deleted) {

    Changes plus(Changes other) {
        return new Changes(stored + other.stored, deleted + other.deleted);
    }
}
