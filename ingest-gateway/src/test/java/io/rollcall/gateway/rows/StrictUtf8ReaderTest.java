package io.rollcall.gateway.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUtf8ReaderTest {

    @Property(tries = 300)
    void readsWhatWasWritten(@ForAll String text, @ForAll @IntRange(min = 4, max = 40) int buffer) throws IOException {
        String carried = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String expected = carried.startsWith("\uFEFF") ? carried.substring(1) : carried;
        assertThat(read(carried.getBytes(StandardCharsets.UTF_8), buffer)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void namesThePositionOfTheFirstWrongByte(
            @ForAll @StringLength(max = 60) String before,
            @ForAll @StringLength(max = 20) String after,
            @ForAll @IntRange(min = 4, max = 40) int buffer) {
        byte[] good = before.getBytes(StandardCharsets.UTF_8);
        byte[] rest = after.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[good.length + 1 + rest.length];
        System.arraycopy(good, 0, bytes, 0, good.length);
        bytes[good.length] = (byte) 0xFF;
        System.arraycopy(rest, 0, bytes, good.length + 1, rest.length);

        assertThatThrownBy(() -> read(bytes, buffer))
                .isInstanceOfSatisfying(
                        NotUtf8Exception.class, e -> assertThat(e.position()).isEqualTo(good.length));
    }

    @Test
    void deliversWhatComesBeforeTheWrongByte() throws IOException {
        try (StrictUtf8Reader reader =
                new StrictUtf8Reader(new ByteArrayInputStream(new byte[] {'a', 'b', (byte) 0xC0}))) {
            char[] characters = new char[10];
            assertThat(reader.read(characters, 0, 10)).isEqualTo(2);
            assertThatThrownBy(() -> reader.read(characters, 0, 10)).hasMessage("not UTF-8 at byte 2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aCharacterCutOffAtTheEndIsWrong(int length) {
        byte[] cut = new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0x98};
        byte[] bytes = java.util.Arrays.copyOf(cut, length);
        assertThatThrownBy(() -> read(bytes, 8)).hasMessage("not UTF-8 at byte 0");
    }

    @Test
    void overlongFormsAndEncodedSurrogatesAreWrong() {
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xC0, (byte) 0x80}, 8)).isInstanceOf(NotUtf8Exception.class);
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 8))
                .isInstanceOf(NotUtf8Exception.class);
    }

    @Test
    void theByteOrderMarkCountsAsBytesButIsNoText() throws IOException {
        byte[] marked = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'};
        assertThat(read(marked, 8)).isEqualTo("a");
        byte[] wrong = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', (byte) 0x80};
        assertThatThrownBy(() -> read(wrong, 8)).hasMessage("not UTF-8 at byte 4");
    }

    private static String read(byte[] bytes, int buffer) throws IOException {
        try (StrictUtf8Reader reader = new StrictUtf8Reader(new ByteArrayInputStream(bytes), buffer)) {
            return reader.readAllAsString();
        }
    }
}
