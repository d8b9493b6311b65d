package io.rollcall.gateway.web;

import io.rollcall.access.TokenLife;
import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.ReceiptFeed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /batches/{id}/events}: a receipt as it changes, as server-sent events {@code receipt}, until a last one,
 * {@code complete}. Each stream takes the request's own thread, which is a virtual one.
 */
@RestController
final class ReceiptEventsController {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptEventsController.class);

    private final BatchPath batches;
    private final ReceiptFeed feed;
    private final Places places;
    private final JsonMapper json;

    ReceiptEventsController(BatchPath batches, ReceiptFeed feed, GatewayProperties properties, JsonMapper json) {
        this.batches = batches;
        this.feed = feed;
        this.json = json;
        places = new Places(
                properties.maxFollowers(),
                Duration.ZERO,
                () -> ProblemException.of(Problem.UNAVAILABLE)
                        .detail("As many receipts are followed as there may be. The receipt itself can be had.")
                        .retryAfter(properties.retryAfter()));
    }

    @GetMapping(path = "/batches/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws InterruptedException {
        Receipt receipt = batches.receipt(id);
        try (Admission.Place _ = places.take()) {
            EventStream events = new EventStream(response, json, TokenLife.end(request));
            // Of an answer without a body nobody could see that its client is gone.
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                feed.follow(receipt, events);
            }
        } catch (IOException gone) {
            LOG.atDebug()
                    .addKeyValue("batch", receipt.id())
                    .log("whoever followed a receipt is gone or may not any more");
        }
    }

    /** Streams would hold up the shutdown otherwise, which lets requests end. */
    @EventListener(ContextClosedEvent.class)
    void endStreams() {
        feed.end();
    }
}
