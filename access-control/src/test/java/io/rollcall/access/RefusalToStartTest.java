package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class RefusalToStartTest {

    private static final String KEY = TestServer.KEY;
    private static final String HASH = "{bcrypt}$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    @TempDir
    Path folder;

    static Stream<Arguments> badConfigurations() {
        return Stream.of(
                argumentSet("no key", Map.of(), "no key", "SECRET_KEY"),
                argumentSet("empty key", Map.of("rollcall.access.secret-key", ""), "no key", "openssl rand"),
                argumentSet(
                        "short key",
                        Map.of("rollcall.access.secret-key", "k4Jx"),
                        "shorter than 32 bytes",
                        "openssl rand"),
                argumentSet(
                        "placeholder key",
                        Map.of("rollcall.access.secret-key", "please-change-me-before-production-use"),
                        "placeholder",
                        "openssl rand"),
                argumentSet(
                        "regular key", Map.of("rollcall.access.secret-key", "a".repeat(40)), "repeats", "openssl rand"),
                argumentSet(
                        "demo key outside the demo",
                        Map.of("rollcall.access.secret-key", "demo-k4JxP0s8dQmZ7wB4nY0cR6hL9pS2dF5g"),
                        "placeholder",
                        "openssl rand"),
                argumentSet(
                        "key and issuer",
                        Map.of(
                                "rollcall.access.secret-key", KEY,
                                "rollcall.access.jwk-set-uri", "https://id.test/jwks",
                                "rollcall.access.issuer", "https://id.test"),
                        "Both an external issuer",
                        "remove the other"),
                argumentSet(
                        "issuer's keys without its name",
                        Map.of("rollcall.access.jwk-set-uri", "https://id.test/jwks"),
                        "without rollcall.access.issuer",
                        "iss"),
                argumentSet(
                        "issuer's name without its keys",
                        Map.of("rollcall.access.secret-key", KEY, "rollcall.access.issuer", "https://id.test"),
                        "without rollcall.access.jwk-set-uri",
                        "address"),
                argumentSet(
                        "issuer's keys in a file",
                        Map.of("rollcall.access.jwk-set-uri", "file:///tmp/jwks", "rollcall.access.issuer", "x"),
                        "not an http(s) address",
                        "address"),
                argumentSet(
                        "nobody to sign in",
                        Map.of("rollcall.access.secret-key", KEY, "rollcall.access.issue-tokens", true),
                        "knows no users",
                        "users-file"),
                argumentSet("plaintext password", withUser("ana", "tr0ub4dor"), "not a bcrypt hash", "htpasswd"),
                argumentSet("noop password", withUser("ana", "{noop}tr0ub4dor"), "not a bcrypt hash", "htpasswd"),
                argumentSet(
                        "the demo's password", withUser("ana", DemoAccess.PASSWORD_HASH), "demo's password", "another"),
                argumentSet(
                        "endless tokens",
                        Map.of("rollcall.access.secret-key", KEY, "rollcall.access.token-lifetime", "365d"),
                        "out of bounds",
                        "one day"));
    }

    private static Map<String, Object> withUser(String name, String hash) {
        return Map.of(
                "rollcall.access.secret-key", KEY,
                "rollcall.access.issue-tokens", true,
                "rollcall.access.users[0].name", name,
                "rollcall.access.users[0].password-hash", hash,
                "rollcall.access.users[0].scopes", "ingest");
    }

    @ParameterizedTest
    @MethodSource("badConfigurations")
    void refusesAndSaysWhatToDo(Map<String, ?> properties, String wrong, String remedy) {
        var binder = new Binder(new MapConfigurationPropertySource(properties));
        assertRefused(() -> binder.bindOrCreate("rollcall.access", AccessProperties.class), wrong, remedy);
    }

    @Test
    void endsTheStartOfAServiceWithoutAKey() {
        assertRefused(Map.of(), "no key", "SECRET_KEY");
    }

    @Test
    void endsTheStartOfAServiceWithAShortKeyInItsEnvironment() {
        assertRefused(Map.of("SECRET_KEY", "k4Jx"), "shorter than 32 bytes", "openssl rand");
    }

    @Test
    void endsTheStartOfAServiceWithPlaintextPasswords() {
        assertRefused(withUser("ana", "tr0ub4dor"), "not a bcrypt hash", "htpasswd");
    }

    @Test
    void refusesTwoUsersOfOneName() throws IOException {
        var file = Files.writeString(
                folder.resolve("users.json"),
                "[{\"name\": \"ana\", \"password-hash\": \"%s\", \"scopes\": [\"ingest\"]}]".formatted(HASH));
        var properties = new HashMap<String, Object>(withUser("ana", HASH));
        properties.put("rollcall.access.users-file", file);
        assertRefused(properties, "two users 'ana'", "rename");
    }

    @Test
    void refusesAUsersFileThatIsNotThere() {
        assertRefused(withFile(folder.resolve("none.json")), "cannot be read", "path");
    }

    @Test
    void refusesAUsersFileWithAFieldItDoesNotKnow() throws IOException {
        var file = Files.writeString(
                folder.resolve("users.json"), "[\n{\"name\": \"ana\", \"password\": \"tr0ub4dor\", \"scopes\": []}]");
        assertRefused(withFile(file), "see line 2", "password-hash");
    }

    @Test
    void refusesAnEmptyUsersFile() throws IOException {
        assertRefused(withFile(Files.writeString(folder.resolve("users.json"), "[]")), "names nobody", "JSON");
    }

    private static Map<String, Object> withFile(Path file) {
        return Map.of(
                "rollcall.access.secret-key",
                KEY,
                "rollcall.access.issue-tokens",
                true,
                "rollcall.access.users-file",
                file.toString());
    }

    private static void assertRefused(Map<String, ?> properties, String wrong, String remedy) {
        assertRefused(() -> TestServer.start(properties).close(), wrong, remedy);
    }

    private static void assertRefused(ThrowingCallable start, String wrong, String remedy) {
        var failure = catchThrowable(start);
        assertThat(failure).isNotNull();
        assertThat(failure).hasRootCauseInstanceOf(AccessRefusal.class);
        var analysis = Objects.requireNonNull(new AccessRefusalAnalyzer().analyze(failure));
        assertThat(analysis.getDescription()).contains(wrong).hasLineCount(1);
        assertThat(analysis.getAction()).contains(remedy).hasLineCount(1);
        assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("tr0ub4dor", KEY);
    }

    @Test
    void isAnalysedBeforeSpringBootsOwnWayOfTellingIt() {
        var analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, failure) -> {});
        assertThat(analyzers.getFirst().getClass()).isEqualTo(AccessRefusalAnalyzer.class);
    }
}
