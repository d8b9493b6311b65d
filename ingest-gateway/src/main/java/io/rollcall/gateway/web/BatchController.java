package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.kafka.KafkaStartup;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final Duration CATCHING_UP = Duration.ofSeconds(3);
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int MOST = 500;

    private final Receipts receipts;
    private final KafkaStartup kafka;

    BatchController(Receipts receipts, KafkaStartup kafka) {
        this.receipts = receipts;
        this.kafka = kafka;
    }

    @GetMapping("/batches/{id}")
    Receipt receipt(@PathVariable("id") String text) {
        UUID id = uuid(text).orElseThrow(BatchController::unknown);
        return receipts.receipt(id, this::catchUp).orElseThrow(BatchController::unknown);
    }

    @GetMapping("/batches")
    ResponseEntity<List<Receipt>> newest(
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw parameter("limit", "a number from 1 to " + MOST);
        }
        @Nullable
        UUID before = after == null ? null : uuid(after).orElseThrow(() -> parameter("after", "the id of a batch"));
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

    private void catchUp() {
        kafka.connection().ifPresent(connection -> connection.catchUp(CATCHING_UP));
    }

    private static Optional<UUID> uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.of(Problem.NOT_FOUND).detail("There is no such batch.");
    }

    private static ProblemException parameter(String name, String expected) {
        return ProblemException.of(Problem.INVALID_PARAMETER)
                .detail("The parameter '%s' must be %s.".formatted(name, expected))
                .with("parameter", name);
    }
}
