package io.rollcall.backup.archive;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.rows.RowWalk;
import io.rollcall.schemas.rows.UnreadableRowException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Reads one table's file row by row, as rows of a table's present description: by Avro's rules of resolution where the
 * file's own schema is another, as bytes where it is not.
 */
public final class TableFileReader implements Closeable {

    private final String file;
    private final DataFileStream<GenericRecord> avro;

    /** Takes rows, until it throws. */
    @FunctionalInterface
    public interface RowConsumer<E extends Exception> {
        /** A row in Avro's binary encoding of the table's strict schema; the bytes are the caller's. */
        void accept(byte[] bytes, int from, int to) throws E, IOException, DamagedBackupException;
    }

    TableFileReader(String file, InputStream content) throws IOException, DamagedBackupException {
        this.file = file;
        try {
            avro = new DataFileStream<>(content, new GenericDatumReader<>());
        } catch (AvroRuntimeException | IOException e) {
            throw damaged(e);
        }
    }

    /** The schema that the rows were written with. */
    public Schema schema() {
        return avro.getSchema();
    }

    /**
     * Reads all rows.
     *
     * @param table whose rows they are to be
     * @throws DamagedBackupException if the file is not what it should be, or cannot be read as rows of the table
     */
    public <E extends Exception> void forEach(Table table, RowConsumer<E> consumer)
            throws E, IOException, DamagedBackupException {
        if (Sums.fingerprint(schema()).equals(Sums.fingerprint(table.strictSchema()))) {
            asTheyAre(table, consumer);
        } else {
            resolved(table, consumer);
        }
    }

    private <E extends Exception> void asTheyAre(Table table, RowConsumer<E> consumer)
            throws E, IOException, DamagedBackupException {
        RowWalk walk = new RowWalk(table);
        while (hasNext()) {
            ByteBuffer block = nextBlock();
            byte[] bytes = block.array();
            int from = block.arrayOffset() + block.position();
            int to = block.arrayOffset() + block.limit();
            for (long left = avro.getBlockCount(); left > 0; left--) {
                int end = end(walk, bytes, from, to);
                consumer.accept(bytes, from, end);
                from = end;
            }
            if (from != to) {
                throw new DamagedBackupException(file + ": a block is longer than its rows");
            }
        }
    }

    private int end(RowWalk walk, byte[] bytes, int from, int to) throws DamagedBackupException {
        try {
            return walk.end(bytes, from, to);
        } catch (UnreadableRowException e) {
            throw new DamagedBackupException(file + ": a row cannot be read: " + e.getMessage(), e);
        }
    }

    private <E extends Exception> void resolved(Table table, RowConsumer<E> consumer)
            throws E, IOException, DamagedBackupException {
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema(), table.strictSchema());
        GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(table.strictSchema());
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(row, null);
        while (hasNext()) {
            ByteBuffer block = nextBlock();
            var decoder = org.apache.avro.io.DecoderFactory.get()
                    .binaryDecoder(block.array(), block.arrayOffset() + block.position(), block.remaining(), null);
            for (long left = avro.getBlockCount(); left > 0; left--) {
                row.reset();
                try {
                    writer.write(reader.read(null, decoder), encoder);
                } catch (AvroRuntimeException | IOException e) {
                    throw damaged(e);
                }
                byte[] bytes = row.toByteArray();
                consumer.accept(bytes, 0, bytes.length);
            }
        }
    }

    private boolean hasNext() throws DamagedBackupException {
        try {
            return avro.hasNext();
        } catch (AvroRuntimeException e) {
            throw damaged(e);
        }
    }

    private ByteBuffer nextBlock() throws DamagedBackupException {
        try {
            return avro.nextBlock();
        } catch (IOException | NoSuchElementException | AvroRuntimeException e) {
            throw damaged(e);
        }
    }

    private DamagedBackupException damaged(Exception e) {
        return new DamagedBackupException(file + " is no whole Avro file of this kind", e);
    }

    @Override
    public void close() throws IOException {
        avro.close();
    }
}
