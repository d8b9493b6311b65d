package io.rollcall.gateway.migrate;

import io.rollcall.gateway.rows.SourceName;
import io.rollcall.gateway.rows.SubmissionRefusedException;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A CSV file with the rows of one table.
 *
 * @param table the table, by the file's name
 * @param name the file's name, fit for headers and messages
 * @param content opens it for reading from its beginning
 */
public record CsvFile(Table table, String name, Content content) {

    /** Where the bytes are. */
    public interface Content {
        InputStream open() throws IOException;
    }

    private static final String EXTENSION = ".csv";

    /**
     * The file of that name.
     *
     * @throws SubmissionRefusedException if it is not {@code TABLE.csv} of a known table
     */
    public static CsvFile of(String fileName, Content content, Tables tables) {
        String name = SourceName.ofFile(fileName);
        boolean isCsv = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
        String table = isCsv ? name.substring(0, name.length() - EXTENSION.length()) : name;
        return new CsvFile(
                tables.named(table).orElseThrow(() -> SubmissionRefusedException.unknownTable(table)), name, content);
    }

    /**
     * The files in the order in which they are to be sent: each table after those it refers to.
     *
     * @throws SubmissionRefusedException if there are none, or two of one table
     */
    public static List<CsvFile> inOrder(List<CsvFile> files, Tables tables) {
        Set<Table> seen = new HashSet<>();
        for (CsvFile file : files) {
            if (!seen.add(file.table)) {
                throw SubmissionRefusedException.twice(file.table.name());
            }
        }
        if (files.isEmpty()) {
            throw SubmissionRefusedException.noFiles();
        }
        return files.stream()
                .sorted(Comparator.comparingInt(file -> tables.inOrder().indexOf(file.table)))
                .toList();
    }
}
