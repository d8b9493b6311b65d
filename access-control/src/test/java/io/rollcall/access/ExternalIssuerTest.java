package io.rollcall.access;

import static io.rollcall.access.VerifyingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExternalIssuerTest {

    private static final String ISSUER = "https://id.example.org/realms/hr";

    private static RSAKey key;
    private static HttpServer issuer;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", exchange -> {
            var body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        server = trusting("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks");
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.stop(0);
    }

    private static TestServer trusting(String keys) {
        return TestServer.start(Map.of(
                "rollcall.access.jwk-set-uri",
                keys,
                "rollcall.access.issuer",
                ISSUER,
                "rollcall.access.audience",
                "rollcall-api",
                "rollcall.access.issue-tokens",
                true));
    }

    @Test
    void believesTheIssuersTokens() throws JOSEException {
        assertThat(server.get("/metrics/hired_by_quarter", token(key, claims())).body())
                .isEqualTo("ana");
    }

    @Test
    void rejectsAnotherAudience() throws JOSEException {
        var claims = new JWTClaimsSet.Builder(claims()).audience("rollcall").build();
        assertProblem(server.get("/metrics/hired_by_quarter", token(key, claims)), 401, "unauthorized");
    }

    @Test
    void rejectsAKeyThatTheIssuerDoesNotPublish() throws JOSEException {
        var forger = new RSAKeyGenerator(2048).keyID("one").generate();
        assertProblem(server.get("/metrics/hired_by_quarter", token(forger, claims())), 401, "unauthorized");
    }

    @Test
    void rejectsAPublishedKeyUsedAsASharedSecret() {
        var forged = TestTokens.hs256(key.toPublicJWK().toString(), claims());
        assertProblem(server.get("/metrics/hired_by_quarter", forged), 401, "unauthorized");
    }

    @Test
    void leavesSigningInToTheIssuer() {
        assertProblem(server.postForm("/token", Map.of("username", "admin", "password", "secret")), 404, "not-found");
    }

    @Test
    void asksToComeAgainWhileTheIssuerCannotBeReached() throws JOSEException {
        try (var lonely = trusting("http://127.0.0.1:1/jwks")) {
            var answer = lonely.get("/metrics/hired_by_quarter", token(key, claims()));
            assertProblem(answer, 503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(TestServer.json(answer).get("retryable").asBoolean()).isTrue();
        }
    }

    private static JWTClaimsSet claims() {
        return TestTokens.claims().issuer(ISSUER).audience("rollcall-api").build();
    }

    private static String token(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType("at+jwt"))
                .build();
        return TestTokens.signed(header, new RSASSASigner(key), claims);
    }
}
