package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.kafka.KafkaStartup;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The batch that a path names. */
@Component
final class BatchPath {

    private static final Duration CATCHING_UP = Duration.ofSeconds(3);
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Receipts receipts;
    private final KafkaStartup kafka;

    BatchPath(Receipts receipts, KafkaStartup kafka) {
        this.receipts = receipts;
        this.kafka = kafka;
    }

    /**
     * The batch's receipt.
     *
     * @throws ProblemException if there is no such batch
     */
    Receipt receipt(String id) {
        return uuid(id).flatMap(batch -> receipts.receipt(batch, this::catchUp))
                .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND).detail("There is no such batch."));
    }

    private void catchUp() {
        kafka.connection().ifPresent(connection -> connection.catchUp(CATCHING_UP));
    }

    /** The id of a batch, if that is what the text is. */
    static Optional<UUID> uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
