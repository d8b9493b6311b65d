package io.rollcall.access.tokens;

import static io.rollcall.access.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.DemoAccess;
import io.rollcall.access.SignInPage;
import io.rollcall.access.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out with a browser, and what its cookie allows. */
class SessionEndpointTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static TestServer gateway;
    private static TestServer metrics;

    @BeforeAll
    static void start() {
        DemoAccess demo = DemoAccess.create();
        metrics = TestServer.start(demo.properties());
        Map<String, Object> properties = new HashMap<>(demo.properties());
        properties.put("rollcall.access.issue-tokens", true);
        gateway = TestServer.start(properties);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        metrics.close();
    }

    private static HttpResponse<String> signIn(String password, String back) {
        return gateway.postForm("/login", Map.of("username", "admin", "password", password, "back", back));
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String cookie() {
        String cookie = signIn("secret", "/").headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String csrfToken(String cookie) throws Exception {
        String token = cookie.substring(cookie.indexOf('=') + 1);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(("rollcall csrf " + token).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void leadsPeopleToTheSignInPageAndBack() {
        var page = gateway.send(gateway.request("/metrics/hired_by_quarter?year=2021&format=html")
                .header("Accept", BROWSER));
        assertThat(location(page)).isEqualTo("/login?back=%2Fmetrics%2Fhired_by_quarter%3Fyear%3D2021%26format%3Dhtml");
        assertThat(location(signIn("secret", "/metrics/hired_by_quarter?year=2021&format=html")))
                .isEqualTo("/metrics/hired_by_quarter?year=2021&format=html");
    }

    @Test
    void answersProgramsWithAProblemAsBefore() {
        var answer = metrics.get("/metrics/hired_by_quarter?format=html");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"rollcall\"");
    }

    @Test
    void keepsTheTokenOutOfScriptsReach() {
        String cookie = signIn("secret", "/").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("rollcall-token=ey")
                .contains("; Path=/", "; Max-Age=3600", "; HttpOnly", "; SameSite=Strict");
    }

    @Test
    void letsEveryServiceTakeTheCookie() {
        var answer = metrics.send(metrics.request("/metrics/hired_by_quarter").header("Cookie", cookie()));
        assertThat(answer.body()).isEqualTo("admin");
    }

    @Test
    void saysOnThePageThatNameOrPasswordAreWrong() {
        var answer = signIn("guess", "/metrics/hired_by_quarter");
        assertThat(location(answer)).isEqualTo("/login?back=%2Fmetrics%2Fhired_by_quarter&problem=credentials");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=y",
                "metrics",
                "/\t/evil.example",
                "/é",
                "/metrics?department=50%"
            })
    void leadsNowhereElseThanBackToItself(String back) {
        assertThat(location(signIn("secret", back))).isEqualTo("/");
        assertThat(SignInPage.address(back, null)).isEqualTo("/login");
    }

    @Test
    void refusesASignInThatAnotherSiteHasMade() {
        var answer = gateway.send(gateway.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("username=admin&password=secret")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, /ingest", "POST, /restore", "DELETE, /backups/x", "PUT, /migrate"})
    void takesNothingThatChangesAnythingByCookieAlone(String method, String path) throws Exception {
        String cookie = cookie();
        var without =
                metrics.send(metrics.request(path).header("Cookie", cookie).method(method, BodyPublishers.noBody()));
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(json(without).get("detail").asString()).contains("load it again");
        var wrong = metrics.send(metrics.request(path)
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrfToken("x=other"))
                .method(method, BodyPublishers.noBody()));
        assertThat(wrong.statusCode()).isEqualTo(403);
        var with = metrics.send(metrics.request(path)
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrfToken(cookie))
                .method(method, BodyPublishers.noBody()));
        assertThat(with.statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheCookieOnlyWhereThereIsNoOtherCredential() {
        var answer = metrics.send(metrics.request("/restore")
                .header("Cookie", cookie())
                .header("Authorization", "Basic YTpi")
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void forgetsTheTokenWhenSomebodySignsOut() throws Exception {
        String cookie = cookie();
        var answer = gateway.send(gateway.request("/logout")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrfToken(cookie))
                .POST(BodyPublishers.noBody()));
        assertThat(location(answer)).isEqualTo("/login");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("rollcall-token=;")
                .contains("Max-Age=0");
    }

    @Test
    void leadsToTheSignInPageOnceTheCookieIsNoGood() {
        var answer = gateway.send(gateway.request("/metrics/hired_by_quarter")
                .header("Cookie", cookie() + "x")
                .header("Accept", "text/html"));
        assertThat(location(answer)).isEqualTo("/login?back=%2Fmetrics%2Fhired_by_quarter");
    }

    @Test
    void leadsNobodyToASignInPageThatIsNotThere() {
        var path = "/metrics/hired_by_quarter";
        var alone = metrics.send(metrics.request(path).header("Accept", BROWSER));
        var behindAProxy =
                metrics.send(metrics.request(path).header("Accept", BROWSER).header("X-Forwarded-Host", "hr.example"));
        assertThat(alone.statusCode()).isEqualTo(401);
        assertThat(location(behindAProxy)).isEqualTo("/login?back=%2Fmetrics%2Fhired_by_quarter");
    }
}
