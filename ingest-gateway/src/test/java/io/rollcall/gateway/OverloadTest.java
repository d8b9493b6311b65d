package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final String JSON = "application/json";

    @Test
    void whoDoesNotFitInIsToldToComeBack() throws Exception {
        PipedOutputStream slow = new PipedOutputStream();
        InputStream body = new PipedInputStream(slow);
        try (RunningGateway gateway = RunningGateway.start(
                        Backends.freshDatabase(),
                        Map.of("rollcall.gateway.max-ingests", "1", "rollcall.gateway.retry-after", "7s"));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first =
                    executor.submit(() -> gateway.post("/ingest/jobs", JSON, BodyPublishers.ofInputStream(() -> body)));
            slow.write("[".getBytes(StandardCharsets.UTF_8));
            slow.flush();

            Awaitility.await()
                    .until(() ->
                            gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]").status() == 429);
            Answer refused = gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]");
            assertThat(refused.header("Retry-After")).isEqualTo("7");
            assertThat(refused.body().path("retryable").asBoolean()).isTrue();

            slow.write("{\"id\":1}]".getBytes(StandardCharsets.UTF_8));
            slow.close();
            assertThat(first.get().status()).isEqualTo(202);
            assertThat(gateway.post("/ingest/jobs", JSON, "[{\"id\":1}]").status())
                    .isEqualTo(202);
        }
    }
}
