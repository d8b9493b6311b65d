package io.rollcall.sink.poll;

/**
 * Why a partition does not go on.
 *
 * @param offset the record that cannot be stored, or is next
 * @param kind whether time will mend it
 * @param why a sentence for a person, without anything from the record but keys
 */
public record Hold(long offset, Kind kind, String why) {

    /** Whether time will mend it. */
    public enum Kind {
        /** What is missing is on its way on another partition, or a rebuild of the table is going on. */
        WAITING,
        /** Somebody must do something. */
        STOPPED
    }

    public static Hold waiting(long offset, String why) {
        return new Hold(offset, Kind.WAITING, why);
    }

    public static Hold stopped(long offset, String why) {
        return new Hold(offset, Kind.STOPPED, why);
    }
}
