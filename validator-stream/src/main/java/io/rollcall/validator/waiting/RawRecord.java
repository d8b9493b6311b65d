package io.rollcall.validator.waiting;

import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.DeadLetter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in a raw topic.
 *
 * @param timestamp the record's own, in milliseconds
 * @param arrived when this service first met it, in milliseconds: a wait is counted from here
 */
@SuppressWarnings("ArrayRecordComponent") // the record's bytes, as Kafka hands them over; nobody changes them
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        long arrived,
        Headers headers,
        byte @Nullable [] value) {

    /** The table that it is meant for. */
    public String table() {
        return topic.substring(Topics.RAW_PREFIX.length());
    }

    /** The id of the dead letter that it would become. */
    public String id() {
        return DeadLetter.id(topic, partition, offset);
    }

    /** How many bytes value and headers have. */
    public int size() {
        int size = value == null ? 0 : value.length;
        for (Header header : headers) {
            size += header.value() == null ? 0 : header.value().length;
        }
        return size;
    }

    /** The bytes of the last header of that name. */
    public byte @Nullable [] header(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
