package io.rollcall.gateway.rows;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads the JSON bodies of a submission: an object of tables, an array of rows, or a row a line (NDJSON). All methods
 * throw {@link UnreadableInputException} for what is not such JSON, before {@link SubmissionRefusedException} for what
 * is, but not to be taken.
 */
public final class JsonRows {

    private JsonRows() {}

    /** Reads {@code {"departments":[…],"jobs":[…]}}. */
    public static Submission tables(byte[] body, Tables tables) {
        return read(body, 0, body.length, 0, parser -> {
            Submission.Builder submission = new Submission.Builder();
            String unknown = null;
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object of tables");
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                Optional<Table> table = tables.named(name);
                expect(parser, parser.nextToken(), JsonToken.START_ARRAY, "an array of rows");
                if (table.isPresent()) {
                    rows(parser, table.get(), submission);
                } else {
                    parser.skipChildren();
                    unknown = unknown == null ? name : unknown;
                }
            }
            end(parser);
            if (unknown != null) {
                throw SubmissionRefusedException.unknownTable(unknown);
            }
            return submission.build();
        });
    }

    /** Reads {@code [{…},{…}]}. */
    public static Submission array(byte[] body, Table table) {
        return read(body, 0, body.length, 0, parser -> {
            Submission.Builder submission = new Submission.Builder();
            expect(parser, parser.nextToken(), JsonToken.START_ARRAY, "an array of rows");
            rows(parser, table, submission);
            end(parser);
            return submission.build();
        });
    }

    /** Reads an object a line; blank lines are ignored. */
    public static Submission lines(byte[] body, Table table) {
        Submission.Builder submission = new Submission.Builder();
        submission.table(table);
        long line = 0;
        for (int start = 0; start < body.length; ) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            line(body, start, end, ++line, table, submission);
            start = end + 1;
        }
        return submission.build();
    }

    private static void line(byte[] body, int start, int end, long line, Table table, Submission.Builder submission) {
        if (isBlank(body, start, end)) {
            return;
        }
        read(body, start, end - start, line, parser -> {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object, one a line");
            row(parser, table, line, submission);
            end(parser);
            return submission;
        });
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void rows(JsonParser parser, Table table, Submission.Builder submission) {
        submission.table(table);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.START_OBJECT, "an object as row");
            row(parser, table, 0, submission);
        }
    }

    private static void row(JsonParser parser, Table table, long line, Submission.Builder submission) {
        if (!submission.hasRoom(table)) {
            parser.skipChildren();
            submission.skip(table);
            return;
        }
        long start = parser.currentTokenLocation().getByteOffset();
        RawRow row = JsonRow.of(table, JsonText.object(parser), line);
        if (parser.currentLocation().getByteOffset() - start > RawRow.MOST_CHARACTERS) {
            throw SubmissionRefusedException.rowTooLong(table.name(), "number " + (submission.count(table) + 1));
        }
        submission.add(table, row);
    }

    private static void expect(JsonParser parser, @Nullable JsonToken token, JsonToken expected, String what) {
        if (token != expected) {
            throw unreadable(parser.currentTokenLocation(), "Expected is " + what + ".");
        }
    }

    private static void end(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw unreadable(parser.currentTokenLocation(), "Something follows the end of the JSON.");
        }
    }

    private interface Reading<T> {
        T from(JsonParser parser);
    }

    /** Reads; {@code line} is the line that the bytes are, or 0 if they are many. */
    private static <T> T read(byte[] body, int offset, int length, long line, Reading<T> reading) {
        try (JsonParser parser = JsonText.parser(body, offset, length)) {
            return reading.from(parser);
        } catch (JacksonException e) {
            throw inLine(line, offset, unreadable(e.getLocation(), sentence(e)));
        } catch (UnreadableInputException e) {
            throw inLine(line, offset, e);
        }
    }

    private static UnreadableInputException unreadable(@Nullable TokenStreamLocation location, String message) {
        UnreadableInputException unreadable = new UnreadableInputException(message);
        if (location != null) {
            unreadable.at("line", location.getLineNr()).at("column", location.getColumnNr());
            if (location.getByteOffset() >= 0) {
                unreadable.at("byte", location.getByteOffset());
            }
        }
        return unreadable;
    }

    private static UnreadableInputException inLine(long line, int offset, UnreadableInputException unreadable) {
        if (line > 0) {
            unreadable.at("line", line);
            Long inLine = unreadable.position().get("byte");
            if (inLine != null) {
                unreadable.at("byte", offset + inLine);
            }
        }
        return unreadable;
    }

    /** Jackson's own first sentence, without its source and its advice to programmers. */
    private static String sentence(JacksonException e) {
        String message = SourceName.printable(
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
        int aside = message.indexOf(" (start marker at ");
        return "This is not JSON: " + (aside < 0 ? message : message.substring(0, aside)) + ".";
    }
}
