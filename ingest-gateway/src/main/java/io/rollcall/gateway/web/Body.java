package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/** Reads bodies that are held in memory. */
final class Body {

    private Body() {}

    /**
     * The most bytes that the body can have.
     *
     * @throws ProblemException if it says itself that it is larger than allowed
     */
    static long bound(HttpServletRequest request, DataSize limit) {
        long length = request.getContentLengthLong();
        if (length > limit.toBytes()) {
            throw tooLarge(limit);
        }
        return length < 0 ? limit.toBytes() : length;
    }

    /**
     * The whole body.
     *
     * @throws ProblemException if it is larger than allowed, compressed, or text in another encoding than UTF-8
     */
    static byte[] read(HttpServletRequest request, DataSize limit) throws IOException {
        requirePlainUtf8(request);
        int most = Math.toIntExact(limit.toBytes());
        InputStream input = request.getInputStream();
        byte[] body = input.readNBytes(most);
        if (body.length == most && input.read() >= 0) {
            throw tooLarge(limit);
        }
        return body;
    }

    private static void requirePlainUtf8(HttpServletRequest request) {
        String encoding = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING))
                .orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw ProblemException.of(Problem.UNSUPPORTED_MEDIA_TYPE).detail("The body must not be compressed.");
        }
        String charset = charset(request);
        if (!charset.equalsIgnoreCase("UTF-8") && !charset.equalsIgnoreCase("US-ASCII")) {
            throw ProblemException.of(Problem.UNSUPPORTED_MEDIA_TYPE).detail("The body must be in UTF-8.");
        }
    }

    private static String charset(HttpServletRequest request) {
        try {
            String charset = MediaType.parseMediaType(String.valueOf(request.getContentType()))
                    .getParameter("charset");
            return charset == null ? "UTF-8" : charset.replace("\"", "");
        } catch (InvalidMediaTypeException e) {
            return "unknown";
        }
    }

    private static ProblemException tooLarge(DataSize limit) {
        return ProblemException.of(Problem.PAYLOAD_TOO_LARGE)
                .detail("The body has more than %d bytes. Nothing was published.".formatted(limit.toBytes()))
                .with("limit", limit.toBytes());
    }
}
