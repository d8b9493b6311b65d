package io.rollcall.schemas;

/** The names of the topics; those of a table are {@link Table#rawTopic()} and {@link Table#validTopic()}. */
public final class Topics {

    public static final String RAW_PREFIX = "raw.";
    public static final String VALID_PREFIX = "valid.";
    /** Every rejected record, as JSON, keyed by table. */
    public static final String DEAD_LETTERS = "dead-letters";
    /** What each request submitted, as JSON, keyed by batch id. */
    public static final String BATCHES = "batches";

    private Topics() {}

    /** The registry's subject for a topic's values. */
    public static String subject(String topic) {
        return topic + "-value";
    }
}
