package io.rollcall.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document as it is served. It is written as YAML, in which people can read and change it, and served as JSON.
 *
 * @param json the whole of it
 * @param tag changes when the document does
 */
record OpenApiDocument(String json, String tag) {

    private static final String FILE = "/openapi.yaml";
    private static final int TAG_BYTES = 16;

    /** Reads the file on the class path. */
    static OpenApiDocument read() {
        try (InputStream file = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(FILE), FILE)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object document = new Yaml(new SafeConstructor(options)).load(file);
            String json = JsonMapper.shared().writeValueAsString(document);
            return new OpenApiDocument(json, tag(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
