package io.rollcall.gateway;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A multipart form that is produced as it is sent, so that it may be larger than memory. */
final class Multipart {

    private static final String BOUNDARY = "----rollcall-test";

    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final List<Supplier<InputStream>> parts = new ArrayList<>();

    Multipart file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Multipart file(String name, byte[] content) {
        return file(name, () -> new ByteArrayInputStream(content));
    }

    Multipart file(String name, Supplier<InputStream> content) {
        parts.add(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n"));
        parts.add(content);
        parts.add(text("\r\n"));
        return this;
    }

    BodyPublisher body() {
        List<Supplier<InputStream>> all = new ArrayList<>(parts);
        all.add(text("--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                Collections.enumeration(all.stream().map(Supplier::get).toList())));
    }

    private static Supplier<InputStream> text(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
