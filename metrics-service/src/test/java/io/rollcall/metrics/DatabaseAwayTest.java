package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    private static MetricsClient client;

    @BeforeAll
    static void startWithoutADatabase() throws IOException {
        client = MetricsClient.ofServiceWith(
                "--server.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closedPort() + "/rollcall",
                "--spring.datasource.username=nobody",
                "--spring.datasource.hikari.connection-timeout=300",
                "--rollcall.metrics.retry-after=7s");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void asksToComeBack() throws Exception {
        HttpResponse<String> answer = client.get("/metrics/hired_by_quarter?year=2021");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).contains("\"retryable\":true").doesNotContain("127.0.0.1", "nobody", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hired_by_quarter?year=2021",
                "hired_by_quarter?",
                "departments_above_mean?year=2021",
                "hires?year=2021"
            })
    void asksABrowserToComeBack(String path) throws Exception {
        HttpResponse<String> answer = client.get("/metrics/" + path + "&format=html");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body())
                .contains("The database cannot be reached at the moment.", "Try again", "href=\"/metrics/")
                .doesNotContain("127.0.0.1", "nobody", "Exception");
    }

    @Test
    void isAliveButNotReady() throws Exception {
        assertThat(client.getWithoutToken("/actuator/health/liveness").statusCode())
                .isEqualTo(200);
        assertThat(client.getWithoutToken("/actuator/health/readiness").statusCode())
                .isEqualTo(503);
        assertThat(client.getWithoutToken("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(client.get("/actuator/health/readiness").body())
                .contains("\"db\":{\"status\":\"DOWN\"}", "\"readinessState\":{\"status\":\"UP\"}")
                .doesNotContain("Exception");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
