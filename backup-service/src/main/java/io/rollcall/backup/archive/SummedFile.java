package io.rollcall.backup.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/** A new file for its owner alone that sums what is written to it, and is on the disk when it is closed. */
final class SummedFile extends OutputStream {

    private final FileChannel file;
    private final MessageDigest sha256 = Sums.sha256();
    private long length;

    SummedFile(Path path) throws IOException {
        file = FileChannel.open(
                path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), Permissions.ofFile(path));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        sha256.update(bytes, from, count);
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
        length += count;
    }

    long length() {
        return length;
    }

    /** The sum in hexadecimal digits; to be asked for once. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public void close() throws IOException {
        if (file.isOpen()) {
            file.force(true);
            file.close();
        }
    }
}
