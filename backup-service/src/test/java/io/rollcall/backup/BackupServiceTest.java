package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class BackupServiceTest {

    private static final DemoAccess ACCESS = DemoAccess.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = BackupApplication.builder().properties(ACCESS.properties()).run("--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
        CLIENT.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/backup",
        "POST,/backup?table=jobs",
        "GET,/backups",
        "GET,/backups/1",
        "POST,/backups/1/verify",
        "POST,/restore?mode=replace",
        "POST,/replay?table=jobs"
    })
    void saysThatItDoesNothingYet(String method, String path) throws Exception {
        HttpResponse<String> answer = call(method, path, ACCESS.token(Scope.BACKUP));

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:rollcall:problem:not-implemented\"", "not part of this version");
    }

    @Test
    void saysNothingToThoseWhoMayNotAsk() throws Exception {
        assertThat(call("POST", "/backup", "").statusCode()).isEqualTo(401);
        assertThat(call("POST", "/backup", ACCESS.token(Scope.METRICS)).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void showsItsHealthToEverybody(String path) throws Exception {
        assertThat(call("GET", path, "").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> call(String method, String path, String token)
            throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
