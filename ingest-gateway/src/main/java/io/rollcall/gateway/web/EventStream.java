package io.rollcall.gateway.web;

import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.ReceiptFeed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A receipt as server-sent events, each at once on its way, until the token of whoever follows it has expired. */
final class EventStream implements ReceiptFeed.Follower {

    private final OutputStream out;
    private final JsonMapper json;
    private final Instant end;

    EventStream(HttpServletResponse response, JsonMapper json, Instant end) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that gather an answer before they pass it on would keep the events back.
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        this.json = json;
        this.end = end;
    }

    @Override
    public void take(Receipt receipt) throws IOException {
        send("event: receipt\ndata: " + json.writeValueAsString(receipt));
    }

    /** With the receipt again: an event without data is none to a browser. */
    @Override
    public void takeComplete(Receipt receipt) throws IOException {
        send("event: complete\ndata: " + json.writeValueAsString(receipt));
    }

    /** A comment, which keeps the connection open and shows whether the client is still there. */
    @Override
    public void hearNothingNew() throws IOException {
        send(":");
    }

    private void send(String lines) throws IOException {
        if (!Instant.now().isBefore(end)) {
            throw new IOException("the token has expired");
        }
        out.write((lines + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
