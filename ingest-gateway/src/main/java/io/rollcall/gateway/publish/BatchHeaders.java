package io.rollcall.gateway.publish;

import io.rollcall.gateway.rows.RawRow;
import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The headers of a batch's records of one table: those that all of them share are encoded once. */
final class BatchHeaders {

    private static final int MOST_HEADERS = 6;

    private final List<Header> shared = new ArrayList<>();

    BatchHeaders(UUID batch, Sender sender, @Nullable String traceparent) {
        add(RecordHeaders.BATCH_ID, batch.toString());
        add(RecordHeaders.SUBMITTED_BY, sender.user());
        add(RecordHeaders.TRACEPARENT, traceparent);
    }

    private void add(String name, @Nullable String value) {
        if (value != null) {
            shared.add(header(name, value));
        }
    }

    List<Header> of(RawRow row, int index, String source) {
        List<Header> headers = new ArrayList<>(MOST_HEADERS);
        headers.addAll(shared);
        headers.add(header(RecordHeaders.ROW, Integer.toString(index)));
        headers.add(header(RecordHeaders.SOURCE, row.line() == 0 ? source : source + ":" + row.line()));
        if (row.original() != null) {
            headers.add(header(RecordHeaders.ORIGINAL, row.original()));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
