package io.rollcall.access.tokens;

import static io.rollcall.access.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.rollcall.access.DemoAccess;
import io.rollcall.access.Scope;
import io.rollcall.access.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class TokenEndpointTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final DemoAccess DEMO = DemoAccess.create();

    private static TestServer gateway;
    private static TestServer metrics;

    @TempDir
    static Path folder;

    /** Two services in one JVM, as in the demo; a user out of a file beside the demo's. */
    @BeforeAll
    static void start() throws IOException {
        var hash = "{argon2@SpringSecurity_v5_8}"
                + Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("contraseña");
        var users = Files.writeString(folder.resolve("users.json"), """
                [{"name": "José", "password-hash": "%s", "scopes": ["metrics", "dead-letters"]},
                 {"name": "clumsy", "password-hash": "%s", "scopes": ["metrics"]}]
                """.formatted(hash, hash));
        var properties = new HashMap<>(DEMO.properties());
        metrics = TestServer.start(properties);
        properties.put("rollcall.access.issue-tokens", true);
        properties.put("rollcall.access.token-lifetime", "15m");
        properties.put("rollcall.access.users-file", users.toString());
        gateway = TestServer.start(properties);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        metrics.close();
    }

    @Test
    void answersAsRfc6749Has() {
        var answer = signIn("admin", "secret");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var body = json(answer);
        assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(body.get("token_type").asString()).isEqualTo("bearer");
        assertThat(body.get("expires_in").asInt()).isEqualTo(900);
        assertThat(body.get("scope").asString()).isEqualTo("ingest dead-letters backup metrics");
    }

    @Test
    void givesATokenThatEveryServiceTakes() {
        var token = json(signIn("admin", "secret")).get("access_token").asString();
        assertThat(gateway.get("/ingest", token).body()).isEqualTo("admin");
        assertThat(metrics.get("/metrics/hired_by_quarter", token).body()).isEqualTo("admin");
    }

    @Test
    void sharesTheDemosTokensWithWhoeverSharesTheDemo() {
        assertThat(metrics.get("/backups", DEMO.token(Scope.BACKUP)).statusCode())
                .isEqualTo(200);
        assertThat(metrics.get("/backups", DemoAccess.create().token(Scope.BACKUP))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void saysInTheTokenWhatItIsGoodFor() throws ParseException {
        var claims = SignedJWT.parse(
                        json(signIn("admin", "secret")).get("access_token").asString())
                .getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("admin");
        assertThat(claims.getIssuer()).isEqualTo("rollcall");
        assertThat(claims.getAudience()).containsExactly("rollcall");
        assertThat(claims.getStringClaim("scope")).isEqualTo("ingest dead-letters backup metrics");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(900));
    }

    @Test
    void takesUsersFromAFileAndNamesBeyondAscii() {
        var answer = signIn("José", "contraseña");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("scope").asString()).isEqualTo("dead-letters metrics");
    }

    @Test
    void takesTheGrantTypeAndNarrowsTheScope() {
        var answer = gateway.postForm(
                "/token",
                Map.of("grant_type", "password", "username", "admin", "password", "secret", "scope", "metrics"));
        assertThat(json(answer).get("scope").asString()).isEqualTo("metrics");
        var token = json(answer).get("access_token").asString();
        assertThat(gateway.get("/ingest", token).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "username=admin&password=wrong, invalid_grant",
        "username=nobody&password=secret, invalid_grant",
        "username=ADMIN&password=secret, invalid_grant",
        "username=admin, invalid_request",
        "username=&password=secret, invalid_request",
        "'', invalid_request",
        "username=admin&username=root&password=secret, invalid_request",
        "username=admin&password=secret&grant_type=client_credentials, unsupported_grant_type",
        "username=admin&password=secret&scope=root, invalid_scope",
    })
    void refusesAsRfc6749Has(String form, String error) {
        assertError(gateway.post("/token", FORM, form), error);
    }

    @Test
    void refusesCredentialsInTheAddress() {
        assertError(gateway.post("/token?username=admin&password=secret", FORM, ""), "invalid_request");
    }

    @Test
    void refusesWhatIsTooLongToBeRight() {
        assertError(signIn("admin", "ñ".repeat(37)), "invalid_request");
        assertError(signIn("a".repeat(101), "secret"), "invalid_request");
    }

    @Test
    void looksAtNoTokenWhereOneIsFetched() {
        var request = gateway.request("/token")
                .header("Content-Type", FORM)
                .header("Authorization", "Bearer expired.or.nonsense")
                .POST(BodyPublishers.ofString("username=admin&password=secret"));
        assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void takesFormsOnly() {
        var answer = gateway.post("/token", "application/json", "{\"username\":\"admin\",\"password\":\"secret\"}");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(json(answer).get("type").asString()).isEqualTo("urn:rollcall:problem:unsupported-media-type");
        assertThat(gateway.get("/token").statusCode()).isEqualTo(405);
    }

    @Test
    void makesAUserWaitWhoGuesses() {
        for (int i = 0; i < SignInThrottle.FAILURES_PER_USER_AND_ADDRESS; i++) {
            assertError(signIn("clumsy", "wrong" + i), "invalid_grant");
        }
        var answer = signIn("clumsy", "contraseña");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(200, 300);
        assertThat(json(answer).get("type").asString()).isEqualTo("urn:rollcall:problem:too-many-requests");
        assertThat(signIn("admin", "secret").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> signIn(String user, String password) {
        return gateway.postForm("/token", Map.of("username", user, "password", password));
    }

    private static void assertError(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(json(answer).get("error").asString()).isEqualTo(error);
        assertThat(json(answer).get("error_description").asString()).isNotBlank();
    }
}
