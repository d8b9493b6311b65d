package io.rollcall.backup.database;

/**
 * How a table would change.
 *
 * @param added rows that it lacks
 * @param changed rows that it has otherwise
 * @param deleted rows that it has and would have no more
 */
public record Difference(long added, long changed, long deleted) {}
