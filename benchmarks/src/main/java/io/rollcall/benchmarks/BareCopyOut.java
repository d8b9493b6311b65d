package io.rollcall.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** The limit of a backup: a table's rows out of PostgreSQL and into a file that is on the disk, and nothing else. */
final class BareCopyOut {

    private static final int BUFFER = 1 << 18;
    /** That of pg_dump, unless it is told otherwise. */
    private static final int ZLIB_LEVEL = 6;

    private final Connection connection;
    private final String table;

    BareCopyOut(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Nanoseconds of a binary COPY of the table into the file, written and synced. */
    long binaryTo(Path file) throws SQLException, IOException {
        long start = System.nanoTime();
        copy(file, "binary", /* deflating= */ false);
        return System.nanoTime() - start;
    }

    /** Writes what {@code pg_dump -Fc} would store of the rows: the COPY as text, compressed by zlib. */
    void deflatedTextTo(Path file) throws SQLException, IOException {
        copy(file, "text", /* deflating= */ true);
    }

    private void copy(Path file, String format, boolean deflating) throws SQLException, IOException {
        Deflater deflater = new Deflater(ZLIB_LEVEL);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            OutputStream bytes = deflating ? new DeflaterOutputStream(buffered, deflater, BUFFER) : buffered;
            CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
            CopyOut rows = manager.copyOut("COPY " + table + " TO STDOUT (FORMAT " + format + ")");
            for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                bytes.write(row);
            }
            bytes.flush();
            if (bytes instanceof DeflaterOutputStream deflated) {
                deflated.finish();
                buffered.flush();
            }
            channel.force(true);
        } finally {
            deflater.end();
        }
    }
}
