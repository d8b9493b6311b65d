package io.rollcall.schemas.record;

/**
 * The names of the headers that a record may carry. All are optional, so a producer that knows only the topic and the
 * registry is a full citizen; all values are UTF-8 text.
 */
public final class RecordHeaders {

    /** The batch that the record was submitted in, a UUID. */
    public static final String BATCH_ID = "batch-id";
    /** The record's place among the batch's rows of its table, from 0, in decimal. */
    public static final String ROW = "row";
    /** File and line ({@code hired_employees.csv:17}), or the client. */
    public static final String SOURCE = "source";
    /** The user that submitted it. */
    public static final String SUBMITTED_BY = "submitted-by";
    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";
    /**
     * The row as it was sent, where the raw schema cannot hold it: the JSON object, or a JSON array of the cells of a
     * CSV row with a wrong number of columns. Such a record is judged from this header.
     */
    public static final String ORIGINAL = "original";

    /** On valid records that a restore has published: which one, a UUID. */
    public static final String REBUILD_ID = "rebuild-id";

    private RecordHeaders() {}
}
