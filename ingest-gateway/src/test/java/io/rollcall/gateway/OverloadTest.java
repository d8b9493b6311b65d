package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final String JSON = "application/json";
    private static final String ROW = "[{\"id\":1}]";

    @Test
    void whoDoesNotFitInIsToldToComeBack() throws IOException {
        Map<String, String> settings =
                Map.of("rollcall.gateway.max-ingests", "1", "rollcall.gateway.retry-after", "7s");
        try (RunningGateway gateway = RunningGateway.start(Backends.freshDatabase(), settings);
                SlowRequest slow = new SlowRequest(gateway)) {
            assertThat(slow.nextLine()).startsWith("HTTP/1.1 100");

            Answer refused = gateway.post("/ingest/jobs", JSON, ROW);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("7");
            assertThat(refused.body().path("retryable").asBoolean()).isTrue();

            slow.finish();
            assertThat(slow.nextLine()).isEmpty();
            assertThat(slow.nextLine()).startsWith("HTTP/1.1 202");
            assertThat(gateway.post("/ingest/jobs", JSON, ROW).status()).isEqualTo(202);
        }
    }

    /** Sends its body only when told to; the gateway's "100 Continue" says that it holds a place meanwhile. */
    private static final class SlowRequest implements AutoCloseable {

        private final Socket socket;
        private final OutputStream output;
        private final BufferedReader input;

        SlowRequest(RunningGateway gateway) throws IOException {
            URI address = gateway.uri("/ingest/jobs");
            socket = new Socket(address.getHost(), address.getPort());
            output = socket.getOutputStream();
            input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            write("POST /ingest/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Type: %s\r\n"
                    .formatted(gateway.authorization(), JSON));
            write("Content-Length: %d\r\nExpect: 100-continue\r\n\r\n".formatted(ROW.length()));
        }

        void finish() throws IOException {
            write(ROW);
        }

        String nextLine() throws IOException {
            return String.valueOf(input.readLine());
        }

        private void write(String text) throws IOException {
            output.write(text.getBytes(StandardCharsets.US_ASCII));
            output.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
