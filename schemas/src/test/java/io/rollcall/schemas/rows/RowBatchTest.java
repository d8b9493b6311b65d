package io.rollcall.schemas.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    private static final Table HIRES =
            Tables.fromClassPath().named("hired_employees").orElseThrow();

    private final RowBatch batch = new RowBatch(HIRES, 4);

    static byte[] hire(long id, byte[] name, long micros, long department, long job) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeLong(out, id);
        writeLong(out, name.length);
        out.writeBytes(name);
        writeLong(out, micros);
        writeLong(out, department);
        writeLong(out, job);
        return out.toByteArray();
    }

    static byte[] hire(long id, String name, long department) {
        return hire(id, name.getBytes(StandardCharsets.UTF_8), 0, department, 1);
    }

    private static void writeLong(ByteArrayOutputStream out, long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        for (; (zigzag & ~0x7FL) != 0; zigzag >>>= 7) {
            out.write((int) ((zigzag & 0x7F) | 0x80));
        }
        out.write((int) zigzag);
    }

    private byte[] copy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        batch.writeTo(out::write);
        return out.toByteArray();
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        assertThat(batch.upserts()).isZero();
        assertThat(batch.deletedKeys()).isEmpty();
        assertThat(copy()).hasSize(19 + 2);
    }

    @Test
    void letsTheLastRecordOfAKeyWin() throws Exception {
        for (int i = 0; i < 100; i++) {
            batch.add(i, hire(i % 3 + 1, "name" + i, i), 0);
        }
        assertThat(batch.upserts()).isEqualTo(3);
        assertThat(batch.referenced(HIRES.column("department_id").orElseThrow()))
                .containsExactly(97, 98, 99);
        assertThat(new String(copy(), StandardCharsets.ISO_8859_1))
                .contains("name97", "name98", "name99")
                .doesNotContain("name96", "name1");
    }

    @Test
    void letsADeletionAndWhatComesAfterItWinToo() throws Exception {
        batch.add(0, hire(1, "a", 1), 0);
        batch.delete(1, 1);
        batch.delete(2, 2);
        batch.add(3, hire(2, "b", 2), 0);
        batch.delete(4, 3);
        assertThat(batch.upserts()).isEqualTo(1);
        assertThat(batch.deletedKeys()).containsExactly(1, 3);
        assertThat(batch.deleting(new long[] {3, 7})).containsExactly(4);
        assertThat(batch.referenced(HIRES.column("department_id").orElseThrow()))
                .containsExactly(2);
    }

    @Test
    void namesTheRecordsWhoseReferenceIsMissing() throws Exception {
        batch.add(10, hire(1, "superseded", 77), 0);
        batch.add(11, hire(2, "fine", 5), 0);
        batch.add(12, hire(3, "missing", 6), 0);
        batch.add(13, hire(1, "fine", 5), 0);
        batch.add(14, hire(4, "missing", 7), 0);
        assertThat(batch.without(HIRES.column("department_id").orElseThrow(), new long[] {5}))
                .containsExactly(12, 14);
    }

    @Test
    void refusesBytesThatAreNoRowAndKeepsTheOthers() throws Exception {
        batch.add(0, hire(1, "good", 1), 0);
        byte[] whole = hire(2, "bad", 1);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(UnreadableRowException.class).isThrownBy(() -> batch.add(1, part, 0));
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatExceptionOfType(UnreadableRowException.class)
                .isThrownBy(() -> batch.add(7, longer, 0))
                .withMessage("it is longer than its schema says");
        assertThat(batch.upserts()).isEqualTo(1);
        assertThat(new String(copy(), StandardCharsets.ISO_8859_1))
                .contains("good")
                .doesNotContain("bad");
    }

    @Test
    void refusesWhatPostgresHasNoPlaceFor() {
        byte[][] texts = {{'a', 0}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xC0, (byte) 0x80}};
        for (byte[] text : texts) {
            assertThatExceptionOfType(UnreadableRowException.class)
                    .isThrownBy(() -> batch.add(0, hire(1, text, 0, 1, 1), 0));
        }
        for (long micros : new long[] {Long.MIN_VALUE, -210_866_803_200_000_001L}) {
            assertThatExceptionOfType(UnreadableRowException.class)
                    .isThrownBy(() -> batch.add(0, hire(1, new byte[0], micros, 1, 1), 0));
        }
        assertThat(batch.upserts()).isZero();
    }
}
