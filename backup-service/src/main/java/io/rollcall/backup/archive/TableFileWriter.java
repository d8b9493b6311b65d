package io.rollcall.backup.archive;

import io.rollcall.schemas.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes one table's rows as an Avro object container file: zstd blocks, the strict schema in its head. */
public final class TableFileWriter implements Closeable {

    /** What zstd gains above it costs more time than it saves bytes. */
    private static final int COMPRESSION = 3;

    private static final int BLOCK_BYTES = 1 << 20;

    private final Table table;
    private final String name;
    private final SummedFile file;
    private final DataFileWriter<GenericRecord> avro;
    private final RowsDigest digest = new RowsDigest();

    TableFileWriter(SummedFile file, String name, Table table, BackupId backup, Seal seal) throws IOException {
        this.table = table;
        this.name = name;
        this.file = file;
        this.avro = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(table.strictSchema()))
                .setCodec(CodecFactory.zstandardCodec(COMPRESSION, true))
                .setSyncInterval(BLOCK_BYTES)
                .setMeta("rollcall.table", table.name())
                .setMeta("rollcall.backup", backup.text());
        avro.create(table.strictSchema(), seal.sealing(file, backup, table.name()));
    }

    /** Adds a row in Avro's binary encoding of the strict schema. */
    public void add(byte[] bytes, int length) throws IOException {
        avro.appendEncoded(ByteBuffer.wrap(bytes, 0, length));
        digest.add(bytes, 0, length);
    }

    /** How many rows have been added. */
    public long rows() {
        return digest.rows();
    }

    /** Writes what is buffered through to the disk and closes the file. */
    Manifest.TableFile finish() throws IOException {
        avro.close();
        return new Manifest.TableFile(
                table.name(),
                name,
                digest.rows(),
                file.length(),
                file.sha256(),
                digest.hex(),
                Sums.fingerprint(table.strictSchema()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
