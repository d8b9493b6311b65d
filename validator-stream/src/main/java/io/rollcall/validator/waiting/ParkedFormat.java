package io.rollcall.validator.waiting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** How a waiting record lies in the state store. Begins with a version, since it outlives an upgrade. */
final class ParkedFormat {

    private static final int VERSION = 1;
    private static final int NULL = -1;

    private ParkedFormat() {}

    static byte[] write(Parked parked) {
        RawRecord raw = parked.raw();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeBoolean(parked.held().isPresent());
            out.writeLong(parked.held().orElse(0));
            out.writeUTF(raw.topic());
            out.writeInt(raw.partition());
            out.writeLong(raw.offset());
            out.writeLong(raw.timestamp());
            out.writeLong(raw.arrived());
            Header[] headers = raw.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            write(out, raw.value());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Parked read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("a waiting record in format " + version + ", not " + VERSION);
            }
            boolean holds = in.readBoolean();
            long held = in.readLong();
            RawRecord raw = new RawRecord(
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    readHeaders(in),
                    readBytes(in));
            return new Parked(raw, holds ? OptionalLong.of(held) : OptionalLong.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("a waiting record is cut short", e);
        }
    }

    private static Headers readHeaders(DataInputStream in) throws IOException {
        Headers headers = new RecordHeaders();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] key = readBytes(in);
            headers.add(new String(key == null ? new byte[0] : key, StandardCharsets.UTF_8), readBytes(in));
        }
        return headers;
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NULL ? null : in.readNBytes(length);
    }
}
