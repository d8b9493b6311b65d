package io.rollcall.gateway.web;

import io.rollcall.access.requests.Preference;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers a submission: 202 with the receipt so far, or 200 with the final one to a client that would wait for it. */
@Component
final class Answers {

    private static final String PREFERENCE_APPLIED = "Preference-Applied";

    private final Receipts receipts;

    Answers(Receipts receipts) {
        this.receipts = receipts;
    }

    ResponseEntity<Receipt> of(Receipt receipt, HttpServletRequest request) throws InterruptedException {
        Optional<Duration> wait = Preference.wait(request.getHeaders("Prefer"));
        Receipt latest = wait.isPresent() ? receipts.await(receipt, wait.get()) : receipt;
        boolean isFinal = wait.isPresent() && latest.isComplete();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(isFinal ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/batches/" + receipt.id());
        wait.ifPresent(applied -> answer.header(PREFERENCE_APPLIED, "wait=" + applied.toSeconds()));
        return answer.body(latest);
    }
}
