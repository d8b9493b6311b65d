package io.rollcall.metrics.events;

/** What a listener has waited for. */
sealed interface News {

    /** There is a version that the listener does not know. */
    record Changed(StoredVersion now) implements News {}

    /** Nothing has changed for as long as the listener would wait. */
    record Quiet() implements News {}

    /** There will be no more news. */
    record Ended() implements News {}
}
