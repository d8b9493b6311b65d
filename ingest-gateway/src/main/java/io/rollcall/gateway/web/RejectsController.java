package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.rejects.Page;
import io.rollcall.gateway.rejects.Place;
import io.rollcall.gateway.rejects.Rejects;
import io.rollcall.schemas.Tables;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /batches/{id}/rejects}: the rejected rows of a batch, as a page of JSON or a whole file of CSV. */
@RestController
final class RejectsController {

    /** Each holds one of the few connections to Postgres for as long as its client takes. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BatchPath batches;
    private final Rejects rejects;
    private final Tables tables;
    private final Places places;

    RejectsController(BatchPath batches, Rejects rejects, Tables tables, GatewayProperties properties) {
        this.batches = batches;
        this.rejects = rejects;
        this.tables = tables;
        places = new Places(
                AT_ONCE,
                PATIENCE,
                () -> ProblemException.of(Problem.TOO_MANY_REQUESTS)
                        .detail("The gateway sends as many rejected rows as it can.")
                        .retryAfter(properties.retryAfter()));
    }

    @GetMapping(path = "/batches/{id}/rejects", params = "format=csv")
    void csv(
            @PathVariable("id") String id,
            @RequestParam(name = "table", required = false) @Nullable String wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Receipt receipt = batches.receipt(id);
        String table = wanted == null ? onlyTable(receipt) : known(wanted, receipt);
        try (Admission.Place _ = places.take()) {
            response.setContentType("text/csv;charset=UTF-8");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(receipt.id(), table));
            Download.send(request, response, out -> rejects.writeCsv(receipt.id(), table, out));
        }
    }

    @GetMapping("/batches/{id}/rejects")
    void json(
            @PathVariable("id") String id,
            @RequestParam(name = "format", defaultValue = "json") String format,
            @RequestParam(name = "table", required = false) @Nullable String wanted,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "after", required = false) @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!format.equals("json")) {
            throw RejectsPaging.parameter("format", "csv or json");
        }
        RejectsPaging.requireLimit(limit);
        Receipt receipt = batches.receipt(id);
        List<String> some = wanted == null ? rejects.tables(receipt.id()) : List.of(known(wanted, receipt));
        Place start = RejectsPaging.start(after, some);
        try (Admission.Place _ = places.take()) {
            Page page = some.isEmpty() ? Page.empty(start) : rejects.page(receipt.id(), start, some.getLast(), limit);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            RejectsPaging.next(page, some, receipt.id(), wanted, limit)
                    .ifPresent(link -> response.setHeader(HttpHeaders.LINK, link));
            Download.send(request, response, out -> rejects.writeJson(receipt.id(), page, out));
        }
    }

    /** A file is of one table; which one need not be said where there is but one. */
    private String onlyTable(Receipt receipt) {
        List<String> rejected = rejects.tables(receipt.id());
        List<String> candidates =
                rejected.isEmpty() ? List.copyOf(receipt.tables().keySet()) : rejected;
        if (candidates.size() > 1) {
            throw ProblemException.of(Problem.UNPROCESSABLE)
                    .detail("A CSV file holds the rows of one table; say which with 'table': %s."
                            .formatted(String.join(", ", candidates)))
                    .with("tables", candidates);
        }
        return candidates.isEmpty() ? "" : candidates.getFirst();
    }

    /** A table that a schema file describes, or did when the batch was sent. */
    private String known(String table, Receipt receipt) {
        if (tables.named(table).isEmpty() && !receipt.tables().containsKey(table)) {
            throw ProblemException.of(Problem.UNKNOWN_TABLE)
                    .detail("There is no table '%s'.".formatted(table))
                    .with("table", table);
        }
        return table;
    }

    private static String attachment(UUID batch, String table) {
        return ContentDisposition.attachment()
                .filename("rejects-%s-%s.csv".formatted(batch, table), StandardCharsets.US_ASCII)
                .build()
                .toString();
    }
}
