package io.rollcall.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The calls of all services, written as YAML, in which people can read and change them, and served as JSON. */
final class OpenApiDocument {

    private static final String FILE = "/openapi.yaml";

    private OpenApiDocument() {}

    /** Reads the file on the class path. */
    static ServedDocument read() {
        try (InputStream file = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(FILE), FILE)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return ServedDocument.of(new Yaml(new SafeConstructor(options)).load(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
