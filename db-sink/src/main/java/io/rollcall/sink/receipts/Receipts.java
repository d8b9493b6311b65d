package io.rollcall.sink.receipts;

import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What one poll says of batches, collected. */
public final class Receipts {

    private static final int CHUNK = BatchProgress.ROWS_PER_CHUNK;

    private final Map<Place, Marks> marks = new HashMap<>();
    /** The records of a partition mostly come batch by batch, so the last batch's header is read once. */
    private byte[] lastHeader = {};

    private @Nullable UUID lastBatch;
    private Place lastPlace = new Place(new UUID(0, 0), "", 0);
    private @Nullable Marks lastMarks;
    private long unreadable;

    /** Marks a stored record, if its headers say which row of which batch it is. */
    public void stored(String table, Headers headers) {
        Header batch = headers.lastHeader(RecordHeaders.BATCH_ID);
        Header row = headers.lastHeader(RecordHeaders.ROW);
        if (batch == null || row == null) {
            return;
        }
        UUID id = batch(batch.value());
        long number = row(row.value());
        if (id == null || number < 0) {
            unreadable++;
            return;
        }
        at(id, table, number).stored.set((int) (number % CHUNK));
    }

    /** Marks a rejected row. */
    public void rejected(UUID batch, String table, long row) {
        if (isRow(row)) {
            at(batch, table, row).rejected.set((int) (row % CHUNK));
        } else {
            unreadable++;
        }
    }

    /** Takes down how many rows the gateway says there are. */
    public void announced(BatchProgress progress) {
        for (BatchProgress.Part part : progress.parts()) {
            Marks chunk = marks(new Place(progress.batch(), part.table(), part.chunk()));
            chunk.rows = chunk.rows == null ? part.rows() : Integer.valueOf(Math.max(chunk.rows, part.rows()));
        }
    }

    /** What there is to add, in no particular order. */
    public List<ReceiptLine> lines() {
        return marks.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .toList();
    }

    /** How many records had headers that are no batch id or no row; they count for no receipt. */
    public long unreadable() {
        return unreadable;
    }

    private @Nullable UUID batch(byte @Nullable [] header) {
        if (header == null) {
            return null;
        }
        if (!Arrays.equals(header, lastHeader)) {
            lastHeader = header;
            lastBatch = parsed(header);
        }
        return lastBatch;
    }

    private static @Nullable UUID parsed(byte[] header) {
        try {
            UUID id = UUID.fromString(new String(header, StandardCharsets.UTF_8));
            return header.length == 36 ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A row's number in decimal; -1 if it is none. */
    private static long row(byte @Nullable [] header) {
        if (header == null || header.length == 0 || header.length > 13) {
            return -1;
        }
        long row = 0;
        for (byte digit : header) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            row = row * 10 + (digit - '0');
        }
        return isRow(row) ? row : -1;
    }

    private static boolean isRow(long row) {
        return row >= 0 && row / CHUNK <= Integer.MAX_VALUE;
    }

    private Marks at(UUID batch, String table, long row) {
        int chunk = (int) (row / CHUNK);
        Marks last = lastMarks;
        if (last != null && lastPlace.is(batch, table, chunk)) {
            return last;
        }
        lastPlace = new Place(batch, table, chunk);
        Marks found = marks(lastPlace);
        lastMarks = found;
        return found;
    }

    private Marks marks(Place place) {
        return marks.computeIfAbsent(place, ignored -> new Marks());
    }

    private record Place(UUID batch, String table, int chunk) {
        boolean is(UUID otherBatch, String otherTable, int otherChunk) {
            return chunk == otherChunk && batch.equals(otherBatch) && table.equals(otherTable);
        }
    }

    private static final class Marks {
        private final Bitmap stored = new Bitmap();
        private final Bitmap rejected = new Bitmap();
        private @Nullable Integer rows;

        ReceiptLine line(Place place) {
            return new ReceiptLine(place.batch, place.table, place.chunk, rows, stored.text(), rejected.text());
        }
    }
}
