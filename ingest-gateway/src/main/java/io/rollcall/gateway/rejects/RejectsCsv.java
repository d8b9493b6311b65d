package io.rollcall.gateway.rejects;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Writes rejects as RFC 4180 has it, in UTF-8. */
final class RejectsCsv {

    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final CsvLayout layout;
    private final CsvWriter csv;

    RejectsCsv(CsvLayout layout, OutputStream out) {
        this.layout = layout;
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(new OutputStreamWriter(out, utf8()));
    }

    /** Half a surrogate pair is shown as what dead letters show it as elsewhere. */
    private static CharsetEncoder utf8() {
        return StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT);
    }

    void header() {
        csv.writeRecord(layout.header());
    }

    void line(Reject reject) {
        csv.writeRecord(layout.line(reject));
    }

    /** Sends what is left. A file that broke off is not finished, so there is no closing. */
    void finish() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
