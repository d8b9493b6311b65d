package io.rollcall.backup;

import io.rollcall.backup.archive.DamagedBackupException;
import io.rollcall.backup.archive.TableFileReader;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.schemas.rows.UnreadableRowException;

/** Gathers a file's rows into batches for the database. */
final class RowBatches implements TableFileReader.RowConsumer<Exception> {

    private static final int ROWS = 20_000;

    private final Table table;
    private final BatchConsumer consumer;
    private RowBatch batch;
    private int count;

    /** Takes a batch, and how many rows are in it. */
    @FunctionalInterface
    interface BatchConsumer {
        void accept(RowBatch batch, long rows) throws Exception;
    }

    RowBatches(Table table, BatchConsumer consumer) {
        this.table = table;
        this.consumer = consumer;
        this.batch = new RowBatch(table, ROWS);
    }

    @Override
    public void accept(byte[] bytes, int from, int to) throws Exception {
        try {
            batch.add(count, bytes, from, to);
        } catch (UnreadableRowException e) {
            throw new DamagedBackupException("a row of " + table.name() + " cannot be stored: " + e.getMessage(), e);
        }
        count++;
        if (count == ROWS) {
            finish();
        }
    }

    /** Hands on what is left. */
    void finish() throws Exception {
        if (count > 0) {
            consumer.accept(batch, count);
            batch = new RowBatch(table, ROWS);
            count = 0;
        }
    }
}
