package io.rollcall.metrics.events;

import io.rollcall.access.TokenLife;
import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.MetricsProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Server-sent events: {@code figures} with the version of the stored records, at once and whenever it has changed. Each
 * listener is served by the virtual thread of its request; whoever has gone away is noticed at the next heartbeat.
 */
@RestController
class FiguresEvents implements SmartLifecycle {

    private static final String BEGINNING = "retry: 2000\n\n";
    private static final String HEARTBEAT = ": still here\n\n";

    private final MetricsProperties properties;
    private final VersionWatch watch;
    private volatile boolean isRunning;

    FiguresEvents(JdbcClient database, MetricsProperties properties) {
        this.properties = properties;
        this.watch = new VersionWatch(
                new VersionReader(database),
                properties.events().pause(),
                properties.events().mostListeners());
    }

    /** Stays until either side ends it, or the token expires. */
    @GetMapping("/metrics/events")
    void listen(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        if (!watch.join()) {
            throw ProblemException.of(Problem.UNAVAILABLE)
                    .detail("There are too many listeners at the moment.")
                    .retryAfter(properties.retryAfter());
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (!request.getMethod().equals(HttpMethod.HEAD.name())) {
                tell(response, TokenLife.end(request));
            }
        } finally {
            watch.leave();
        }
    }

    private void tell(HttpServletResponse response, Instant end) throws IOException, InterruptedException {
        OutputStream stream = response.getOutputStream();
        write(stream, BEGINNING);
        @Nullable String known = null;
        for (Instant moment = Instant.now(); moment.isBefore(end); moment = Instant.now()) {
            switch (watch.await(known, patience(moment, end))) {
                case News.Changed(StoredVersion now) -> {
                    known = now.version();
                    write(stream, now.event());
                }
                case News.Quiet() -> write(stream, HEARTBEAT);
                case News.Ended() -> {
                    return;
                }
            }
        }
    }

    private Duration patience(Instant now, Instant end) {
        Duration heartbeat = properties.events().heartbeat();
        return now.plus(heartbeat).isBefore(end) ? heartbeat : Duration.between(now, end);
    }

    private static void write(OutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** How many listen right now. */
    int listeners() {
        return watch.listeners();
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /** Ends all streams, so that the server, which stops after this, has no request left to wait for. */
    @Override
    public void stop() {
        watch.end();
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
