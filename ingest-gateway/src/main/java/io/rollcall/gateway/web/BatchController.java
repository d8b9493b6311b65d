package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /batches}: receipts. */
@RestController
final class BatchController {

    private static final int MOST = 500;

    private final Receipts receipts;
    private final BatchPath batches;

    BatchController(Receipts receipts, BatchPath batches) {
        this.receipts = receipts;
        this.batches = batches;
    }

    @GetMapping("/batches/{id}")
    Receipt receipt(@PathVariable("id") String id) {
        return batches.receipt(id);
    }

    @GetMapping("/batches")
    ResponseEntity<List<Receipt>> newest(
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw parameter("limit", "a number from 1 to " + MOST);
        }
        @Nullable
        UUID before =
                after == null ? null : BatchPath.uuid(after).orElseThrow(() -> parameter("after", "the id of a batch"));
        List<Receipt> page = receipts.newest(limit, before);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.size() == limit) {
            answer.header(
                    HttpHeaders.LINK,
                    "</batches?limit=%d&after=%s>; rel=\"next\""
                            .formatted(limit, page.getLast().id()));
        }
        return answer.body(page);
    }

    private static ProblemException parameter(String name, String expected) {
        return ProblemException.of(Problem.INVALID_PARAMETER)
                .detail("The parameter '%s' must be %s.".formatted(name, expected))
                .with("parameter", name);
    }
}
