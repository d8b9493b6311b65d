package io.rollcall.gateway.rows;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.rollcall.schemas.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Reads a table's rows from CSV (RFC 4180, comma, {@code \n} or {@code \r\n}, UTF-8 with or without byte order mark).
 * Blank lines are ignored. Rows come one by one, however long the file is.
 */
public final class CsvRows implements Iterator<RawRow>, AutoCloseable {

    /** Enough for the longest row with every character quoted; an unclosed quote is found when it is full. */
    private static final int PARSER_CHARACTERS = 4 * RawRow.MOST_CHARACTERS;

    private final CsvRowHandler handler;
    private final CloseableIterator<RawRow> rows;

    public CsvRows(InputStream csv, Table table) {
        handler = new CsvRowHandler(table);
        rows = CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(PARSER_CHARACTERS)
                .build(handler, new StrictUtf8Reader(csv))
                .iterator();
    }

    /** Reads a request's CSV body whole. */
    public static Submission submission(byte[] body, Table table) {
        Submission.Builder submission = new Submission.Builder();
        submission.table(table);
        try (CsvRows rows = new CsvRows(new ByteArrayInputStream(body), table)) {
            while (rows.hasNext()) {
                RawRow row = rows.next();
                if (submission.hasRoom(table)) {
                    submission.add(table, row);
                } else {
                    submission.skip(table);
                }
            }
        }
        return submission.build();
    }

    /**
     * Whether there is another row.
     *
     * @throws UnreadableInputException if what follows is not CSV or not UTF-8
     * @throws SubmissionRefusedException if the next row is too long
     */
    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public RawRow next() {
        return rows.next();
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RuntimeException unreadable(RuntimeException reason) {
        return switch (reason.getCause()) {
            case SubmissionRefusedException refused -> refused;
            case NotUtf8Exception notUtf8 ->
                new UnreadableInputException(
                                "This is not UTF-8: the byte at position %d, in or after the row that begins on line %d, belongs to no character."
                                        .formatted(notUtf8.position(), handler.line()))
                        .at("byte", notUtf8.position());
            case IOException unread -> new UncheckedIOException(unread);
            case null, default ->
                new UnreadableInputException(
                                "This is not CSV: in the row that begins on line %d, a quote is not closed, or something follows a closing quote."
                                        .formatted(handler.line()))
                        .at("line", handler.line());
        };
    }
}
