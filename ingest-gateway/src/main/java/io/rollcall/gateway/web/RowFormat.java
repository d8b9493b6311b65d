package io.rollcall.gateway.web;

import io.rollcall.gateway.rows.CsvRows;
import io.rollcall.gateway.rows.JsonRows;
import io.rollcall.gateway.rows.Submission;
import io.rollcall.schemas.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.http.MediaType;

/** The formats in which rows of one table may come. */
enum RowFormat {
    JSON(RowFormat.JSON_TYPE, ""),
    NDJSON(RowFormat.NDJSON_TYPE, ".ndjson"),
    CSV(RowFormat.CSV_TYPE, ".csv");

    static final String JSON_TYPE = MediaType.APPLICATION_JSON_VALUE;
    static final String NDJSON_TYPE = "application/x-ndjson";
    static final String CSV_TYPE = "text/csv";

    private final String type;
    private final String extension;

    RowFormat(String type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    /** The format of a request whose content type is one of these. */
    static RowFormat of(HttpServletRequest request) {
        MediaType sent = MediaType.parseMediaType(request.getContentType());
        return Arrays.stream(values())
                .filter(format -> MediaType.parseMediaType(format.type).includes(sent))
                .findFirst()
                .orElseThrow();
    }

    Submission read(byte[] body, Table table) {
        return switch (this) {
            case JSON -> JsonRows.array(body, table);
            case NDJSON -> JsonRows.lines(body, table);
            case CSV -> CsvRows.submission(body, table);
        };
    }

    /** What the records say of where they came from: formats with lines are as good as files. */
    String source(Table table, HttpServletRequest request) {
        return extension.isEmpty() ? request.getRemoteAddr() : table.name() + extension;
    }
}
