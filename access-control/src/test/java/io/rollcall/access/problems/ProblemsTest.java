package io.rollcall.access.problems;

import static io.rollcall.access.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import io.rollcall.access.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static final DemoAccess DEMO = DemoAccess.create();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(DEMO.properties());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void givesEveryProblemATypeOfItsOwn() {
        assertThat(Arrays.stream(Problem.values()).map(Problem::type)).doesNotHaveDuplicates();
        assertThat(Problem.IDEMPOTENCY_KEY_REUSED.type()).hasToString("urn:rollcall:problem:idempotency-key-reused");
    }

    @Test
    void roundsTheWaitUpToASecond() {
        assertThat(RetryAfter.seconds(Duration.ZERO)).isEqualTo("1");
        assertThat(RetryAfter.seconds(Duration.ofMillis(1001))).isEqualTo("2");
        assertThat(RetryAfter.seconds(Duration.ofSeconds(3))).isEqualTo("3");
    }

    @Test
    void answersWithTheProblemThatAServiceThrows() {
        var answer = get("/metrics/problem");
        assertProblem(answer, 422, "batch-too-large");
        assertThat(json(answer).get("detail").asString()).isEqualTo("At most 1000 rows.");
        assertThat(json(answer).get("rows").toString()).isEqualTo("[1000,1001]");
        assertThat(json(answer).get("instance").asString()).isEqualTo("/metrics/problem");
        assertThat(json(answer).get("retryable").asBoolean()).isFalse();
    }

    @Test
    void answersAProblemEvenToThoseWhoTakeOnlyCsv() {
        var answer = server.send(authorized("/metrics/csv?fail=1").header("Accept", "text/csv"));
        assertProblem(answer, 422, "unknown-table");
    }

    @Test
    void answersWithTheProblemThatARouteThrows() {
        var answer = get("/metrics/route");
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(json(answer).get("retryable").asBoolean()).isTrue();
    }

    @Test
    void keepsItsInnerWorkingsToItself() {
        for (var path : new String[] {"/metrics/unexpected", "/metrics/broken-route"}) {
            var answer = get(path);
            assertProblem(answer, 500, "internal");
            assertThat(json(answer).get("correlationId").asString()).hasSize(36);
            assertThat(json(answer).get("instance").asString()).isEqualTo(path);
        }
    }

    @Test
    void tellsWhichParameterIsMissingOrWrong() {
        var missing = get("/metrics/year");
        assertProblem(missing, 400, "invalid-parameter");
        assertThat(json(missing).get("detail").asString()).contains("year");
        var wrong = get("/metrics/year?year=%3Cscript%3E");
        assertProblem(wrong, 400, "invalid-parameter");
        assertThat(json(wrong).get("parameter").asString()).isEqualTo("year");
        assertThat(wrong.body()).doesNotContain("script");
    }

    @Test
    void tellsWhereABodyStopsBeingJson() {
        var answer = post("/metrics/json", "application/json", "{\"a\": 1,\n  oops}");
        assertProblem(answer, 400, "malformed");
        assertThat(json(answer).get("line").asInt()).isEqualTo(2);
    }

    @Test
    void knowsAMissingBodyAnotherFormatAndAnotherMethod() {
        assertProblem(post("/metrics/json", "application/json", ""), 400, "malformed");
        assertProblem(post("/metrics/json", "text/plain", "x"), 415, "unsupported-media-type");
        var method = get("/metrics/json");
        assertProblem(method, 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void knowsAnAnswerThatIsNotToBeHad() {
        assertProblem(server.send(authorized("/metrics/csv").header("Accept", "image/png")), 406, "not-acceptable");
    }

    @Test
    void knowsWhatIsNotThere() {
        assertProblem(get("/metrics/none"), 404, "not-found");
    }

    @Test
    void knowsAnUploadThatIsTooLargeOrNoUpload() {
        var form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\n%s\r\n--b--\r\n";
        assertThat(post("/metrics/upload", "multipart/form-data; boundary=b", form.formatted("1,x"))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                post("/metrics/upload", "multipart/form-data; boundary=b", form.formatted("x".repeat(2000))),
                413,
                "payload-too-large");
        assertProblem(post("/metrics/upload", "multipart/form-data", "x"), 400, "malformed");
    }

    @Test
    void answersAProblemWhereTheFirewallRefuses() {
        assertProblem(get("/metrics/year;year=2021"), 400, "malformed");
    }

    @Test
    void saysNothingOfTheContainerWhereItRefusesItself() {
        var answer = get("/metrics/a%2fb");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Tomcat", "java.", "Exception");
    }

    private static HttpResponse<String> get(String path) {
        return server.send(authorized(path));
    }

    private static HttpResponse<String> post(String path, String contentType, String body) {
        return server.send(authorized(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder authorized(String path) {
        return server.request(path).header("Authorization", "Bearer " + DEMO.token(Scope.METRICS));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("type").asString()).isEqualTo("urn:rollcall:problem:" + type);
        assertThat(json(answer).get("title").asString()).isEqualTo(titleOf(type));
        assertThat(json(answer).get("status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("java.", "springframework", "Exception", "SELECT", "\tat ");
    }

    private static String titleOf(String type) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.type().toString().endsWith(":" + type))
                .map(Problem::title)
                .findFirst()
                .orElseThrow();
    }
}
