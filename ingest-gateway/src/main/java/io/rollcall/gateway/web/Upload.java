package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.migrate.CsvFile;
import io.rollcall.schemas.Tables;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** The files of a multipart upload, which the container keeps on disk until this is closed. */
final class Upload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Collection<Part> parts;

    private Upload(Collection<Part> parts) {
        this.parts = parts;
    }

    /**
     * Receives the whole upload.
     *
     * @throws ProblemException if it is larger than allowed or no multipart form
     */
    static Upload receive(HttpServletRequest request, DataSize limit) throws IOException {
        // Said before the body is asked for: a client that waits for "100 Continue" need not send it.
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw tooLarge(limit, null);
        }
        try {
            return new Upload(request.getParts());
        } catch (IllegalStateException e) {
            throw tooLarge(limit, e);
        } catch (ServletException e) {
            throw notMultipart(e);
        } catch (IOException e) {
            if (e.getCause() != null || e.getClass() != IOException.class) {
                throw notMultipart(e);
            }
            throw e;
        }
    }

    private static ProblemException tooLarge(DataSize limit, @Nullable Exception e) {
        ProblemException problem = e == null
                ? ProblemException.of(Problem.PAYLOAD_TOO_LARGE)
                : ProblemException.of(Problem.PAYLOAD_TOO_LARGE, e);
        return problem.detail("The upload has more than %d bytes. Nothing was published.".formatted(limit.toBytes()))
                .with("limit", limit.toBytes());
    }

    private static ProblemException notMultipart(Exception e) {
        return ProblemException.of(Problem.MALFORMED, e)
                .detail("The body is not a complete multipart form. Nothing was published.");
    }

    /** Its files; every part must be one. */
    List<CsvFile> files(Tables tables) {
        List<CsvFile> files = new ArrayList<>();
        for (Part part : parts) {
            String name = part.getSubmittedFileName();
            files.add(CsvFile.of(name == null ? part.getName() : name, part::getInputStream, tables));
        }
        return files;
    }

    @Override
    public void close() {
        for (Part part : parts) {
            try {
                part.delete();
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("reason", e.toString()).log("a temporary file of an upload was not removed");
            }
        }
    }
}
