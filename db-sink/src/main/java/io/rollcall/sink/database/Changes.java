package io.rollcall.sink.database;

/** How many rows a statement changed; those that were so already are none of them. */
public record Changes(long inserted, long updated, long deleted) {

    public static final Changes NONE = new Changes(0, 0, 0);

    /** These changes and others. */
    public Changes plus(Changes other) {
        return new Changes(inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }
}
