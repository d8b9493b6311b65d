package io.rollcall.backup.archive;

import java.util.HexFormat;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Tells whether two sets of rows are equal, row for row, whatever their order: the sum of the rows' XXH64 hashes over
 * their Avro encoding. It is there to find mistakes; against malice stand the file's SHA-256 and, where files are
 * sealed, AES-GCM.
 */
public final class RowsDigest {

    private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

    private long sum;
    private long rows;

    /** Adds a row's encoding. */
    public void add(byte[] bytes, int from, int length) {
        sum += HASH.hash(bytes, from, length, 0);
        rows++;
    }

    public long rows() {
        return rows;
    }

    /** Sixteen hexadecimal digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(sum);
    }
}
