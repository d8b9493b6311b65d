package io.rollcall.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is sent while it is made. What fails before its first byte is on its way is refused like anything else;
 * later the connection is cut, so that nobody takes a part for the whole.
 */
final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private Download() {}

    static void send(HttpServletRequest request, HttpServletResponse response, Consumer<OutputStream> content)
            throws IOException {
        OutputStream out = response.getOutputStream();
        try {
            content.accept(out);
        } catch (UncheckedIOException gone) {
            LOG.atDebug().log("whoever downloaded is gone");
        } catch (RuntimeException failure) {
            if (!response.isCommitted()) {
                response.reset();
                throw failure;
            }
            LOG.atWarn()
                    .addKeyValue("path", request.getRequestURI())
                    .addKeyValue("reason", failure.toString())
                    .log("a download broke off");
            BrokenDownloads.cut(request);
        }
    }
}
