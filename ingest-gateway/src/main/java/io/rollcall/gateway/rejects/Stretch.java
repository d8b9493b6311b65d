package io.rollcall.gateway.rejects;

import io.rollcall.schemas.record.BatchProgress;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the places of a table, few enough for one query: whatever it does with them, it is done in a moment.
 *
 * @param table the table
 * @param from the first row
 * @param to the last row
 */
record Stretch(String table, long from, long to) {

    private static final int CHUNKS = 20;
    private static final long ROWS_PER_CHUNK = BatchProgress.ROWS_PER_CHUNK;

    /**
     * A thousand rows of which some were rejected.
     *
     * @param table their table
     * @param number which thousand
     */
    record Chunk(String table, int number) {

        private long from() {
            return number * ROWS_PER_CHUNK;
        }

        private long to() {
            return from() + ROWS_PER_CHUNK - 1;
        }
    }

    /** The places after one and up to another, as far as they lie in these chunks, which are in order. */
    static List<Stretch> of(List<Chunk> chunks, Place after, Place to) {
        List<Stretch> stretches = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= chunks.size(); i++) {
            Chunk first = chunks.get(begin);
            boolean ends = i == chunks.size()
                    || i - begin == CHUNKS
                    || !chunks.get(i).table().equals(first.table());
            if (ends) {
                stretches.add(between(first, chunks.get(i - 1), after, to));
                begin = i;
            }
        }
        return stretches;
    }

    private static Stretch between(Chunk first, Chunk last, Place after, Place to) {
        String table = first.table();
        long from = table.equals(after.table()) ? Math.max(first.from(), after.row() + 1) : first.from();
        return new Stretch(table, from, table.equals(to.table()) ? Math.min(last.to(), to.row()) : last.to());
    }

    /** Which thousand a place lies in. */
    static int chunkOf(Place place) {
        return Math.clamp(place.row() / ROWS_PER_CHUNK, 0, Integer.MAX_VALUE);
    }
}
