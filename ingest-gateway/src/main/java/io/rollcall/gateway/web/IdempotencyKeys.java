package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.OnceOnly;
import io.rollcall.gateway.claims.Fingerprint;
import io.rollcall.gateway.migrate.CsvFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Idempotency-Key}. A key belongs to the user who sent it. */
final class IdempotencyKeys {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private IdempotencyKeys() {}

    /** The key of a request with that body. */
    static Optional<OnceOnly.Key> of(HttpServletRequest request, byte[] body) {
        return key(request)
                .map(key -> new OnceOnly.Key(
                        key,
                        new Fingerprint()
                                .add(request.getRequestURI())
                                .add(request.getContentType())
                                .add(body)
                                .text()));
    }

    /** The key of a request with those files; they are read for it. */
    static Optional<OnceOnly.Key> of(HttpServletRequest request, List<CsvFile> files) throws IOException {
        Optional<String> key = key(request);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Fingerprint fingerprint = new Fingerprint().add(request.getRequestURI());
        for (CsvFile file : files) {
            try (InputStream content = file.content().open()) {
                fingerprint.add(file.table().name()).add(content);
            }
        }
        return Optional.of(new OnceOnly.Key(key.get(), fingerprint.text()));
    }

    private static Optional<String> key(HttpServletRequest request) {
        @Nullable String key = request.getHeader(HEADER);
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.of(Problem.INVALID_PARAMETER)
                    .detail("An Idempotency-Key is 1 to 255 visible ASCII characters. Nothing was published.")
                    .with("parameter", HEADER);
        }
        return Optional.of(
                new Fingerprint().add(request.getRemoteUser()).add(key).text());
    }
}
