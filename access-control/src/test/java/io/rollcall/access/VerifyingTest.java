package io.rollcall.access;

import static io.rollcall.access.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.verifying();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/ingest, ingest",
        "/ingest/departments, ingest",
        "/migrate, ingest",
        "/validate/jobs, ingest",
        "/batches, ingest",
        "/batches/7/rejects, ingest",
        "/dead-letters, dead-letters",
        "/dead-letters/summary, dead-letters",
        "/dead-letters/raw.jobs-0-7/redrive, dead-letters",
        "/backup, backup",
        "/backups, backup",
        "/backups/7/verify, backup",
        "/restore, backup",
        "/replay, backup",
        "/metrics/hired_by_quarter, metrics",
    })
    void asksForTheScopeOfThePathAndNoOther(String path, String scope) {
        assertThat(server.get(path).statusCode()).isEqualTo(401);
        for (var each : Scope.values()) {
            var token = TestTokens.hs256(
                    TestServer.KEY,
                    TestTokens.claims().claim("scope", each.text()).build());
            var expected = each.text().equals(scope) ? 200 : 403;
            assertThat(server.get(path, token).statusCode())
                    .as("%s with %s", path, each)
                    .isEqualTo(expected);
        }
    }

    @Test
    void knowsTheCallerByTheTokensSubject() {
        assertThat(server.get("/metrics/hired_by_quarter", valid()).body()).isEqualTo("ana");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness"})
    void leavesHealthOpen(String path) {
        assertThat(server.get(path).statusCode()).isIn(200, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/heapdump", "/nothing", "/error", "/", "/ingests"})
    void deniesWhatIsNotListed(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(401);
        var answer = server.get(path, valid());
        assertProblem(answer, 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/../env", "/actuator/health;x/../env", "//metrics/year", "/token/%2e%2e/ingest"
            })
    void doesNotFallForPathsThatMeanAnother(String path) {
        assertThat(server.get(path).statusCode()).isIn(400, 401);
    }

    @Test
    void challengesWhoeverComesWithoutAToken() {
        var answer = server.get("/ingest");
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"rollcall\"");
        assertThat(json(answer).get("instance").asString()).isEqualTo("/ingest");
        assertThat(json(answer).get("retryable").asBoolean()).isFalse();
    }

    @Test
    void namesTheScopeThatIsMissing() {
        var answer = server.get("/backups", valid());
        assertProblem(answer, 403, "forbidden");
        assertThat(json(answer).get("scope").asString()).isEqualTo("backup");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"rollcall\", error=\"insufficient_scope\", scope=\"backup\"");
    }

    @Test
    void rejectsAnExpiredTokenAndSaysSo() {
        var claims = expiredFor(31);
        var answer = server.get("/metrics/hired_by_quarter", TestTokens.hs256(TestServer.KEY, claims.build()));
        assertProblem(answer, 401, "unauthorized");
        assertThat(json(answer).get("detail").asString()).isEqualTo("The token has expired.");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void allowsForClocksThatDifferALittle() {
        var claims = expiredFor(5);
        assertThat(server.get("/metrics/hired_by_quarter", TestTokens.hs256(TestServer.KEY, claims.build()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rejectsATokenThatAnotherKeySigned() {
        assertRejected(
                TestTokens.hs256("x" + TestServer.KEY, TestTokens.claims().build()));
    }

    @Test
    void rejectsATokenThatNobodySigned() {
        assertRejected(TestTokens.unsigned(TestTokens.claims().build()));
    }

    @Test
    void rejectsATokenWhoseClaimsWereChanged() {
        var parts = List.of(valid().split("\\."));
        var other = List.of(
                TestTokens.unsigned(TestTokens.claims().claim("scope", "backup").build())
                        .split("\\."));
        assertRejected(parts.get(0) + "." + other.get(1) + "." + parts.get(2));
    }

    @Test
    void rejectsATokenForAnotherAudience() {
        assertRejected(TestTokens.hs256(
                TestServer.KEY, TestTokens.claims().audience("elsewhere").build()));
    }

    @Test
    void rejectsATokenOfAnotherIssuer() {
        assertRejected(TestTokens.hs256(
                TestServer.KEY, TestTokens.claims().issuer("elsewhere").build()));
    }

    @Test
    void rejectsATokenThatNeverExpires() {
        assertRejected(TestTokens.hs256(
                TestServer.KEY, TestTokens.claims().expirationTime(null).build()));
    }

    @Test
    void rejectsATokenOfNobody() {
        assertRejected(TestTokens.hs256(
                TestServer.KEY, TestTokens.claims().subject(null).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "....", "eyJhbGciOiJIUzI1NiJ9.e30."})
    void rejectsWhatIsNoToken(String token) {
        assertRejected(token);
    }

    @Test
    void takesNoTokenFromTheAddress() {
        assertThat(server.get("/metrics/hired_by_quarter?access_token=" + valid())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void changesThingsWithoutACsrfToken() {
        var token = TestTokens.hs256(
                TestServer.KEY, TestTokens.claims().claim("scope", "backup").build());
        var answer = server.send(server.request("/restore")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void issuesNoTokensItself() {
        assertProblem(server.post("/token", "application/x-www-form-urlencoded", "username=a"), 404, "not-found");
    }

    @Test
    void keepsNoSessionAndHardensItsAnswers() {
        var headers = server.get("/metrics/hired_by_quarter", valid()).headers();
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'");
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    private static JWTClaimsSet.Builder expiredFor(int seconds) {
        var now = Instant.now();
        return TestTokens.claims()
                .issueTime(Date.from(now.minusSeconds(600)))
                .expirationTime(Date.from(now.minusSeconds(seconds)));
    }

    private static String valid() {
        return TestTokens.hs256(TestServer.KEY, TestTokens.claims().build());
    }

    private static void assertRejected(String token) {
        var answer = server.get("/metrics/hired_by_quarter", token);
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"");
        assertThat(json(answer).get("detail").asString()).isEqualTo("The token is not valid.");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var body = json(answer);
        assertThat(body.get("type").asString()).isEqualTo("urn:rollcall:problem:" + type);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("java.", "springframework", "Exception", "SELECT", "\tat ");
    }
}
