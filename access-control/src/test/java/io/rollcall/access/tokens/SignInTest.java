package io.rollcall.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.AccessProperties;
import io.rollcall.access.AccessUser;
import io.rollcall.access.Scope;
import io.rollcall.access.TestServer;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class SignInTest {

    private static final String HASH = "{bcrypt}$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    private static final String OTHER = "{bcrypt}$2a$12$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    /** Knows one password and keeps the hashes it was asked about. */
    private static final class OnePassword implements PasswordEncoder {

        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        @Override
        public String encode(@Nullable CharSequence password) {
            throw new UnsupportedOperationException("nothing is hashed when signing in");
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            asked.add(String.valueOf(hash));
            return "right".contentEquals(String.valueOf(password));
        }
    }

    private final OnePassword passwords = new OnePassword();
    private final SignIn signIn = new SignIn(
            Users.of(new AccessProperties(
                    TestServer.KEY,
                    null,
                    null,
                    null,
                    null,
                    true,
                    List.of(
                            new AccessUser("ana", HASH, Set.of(Scope.INGEST, Scope.METRICS)),
                            new AccessUser("ben", OTHER, Set.of(Scope.METRICS))),
                    null,
                    false)),
            passwords,
            new SignInThrottle(System::nanoTime));

    @Test
    void checksAnUnknownNameLikeAKnownOne() throws InterruptedException {
        assertThat(attempt("nobody", "right")).isEqualTo(new Outcome.Refused(TokenError.INVALID_GRANT));
        assertThat(passwords.asked).hasSize(1).containsAnyOf(HASH, OTHER);
    }

    @Test
    void checksAnUnknownNameAlwaysAgainstTheSameHash() throws InterruptedException {
        attempt("nobody", "x");
        attempt("nobody", "y");
        assertThat(Set.copyOf(passwords.asked)).hasSize(1);
    }

    @Test
    void givesAllScopesUnlessFewerAreRequested() throws InterruptedException {
        assertThat(attempt("ana", "right")).isEqualTo(new Outcome.SignedIn("ana", Set.of(Scope.INGEST, Scope.METRICS)));
        assertThat(signIn.attempt(new TokenForm("ana", "right", "metrics"), "10.0.0.1"))
                .isEqualTo(new Outcome.SignedIn("ana", Set.of(Scope.METRICS)));
    }

    @Test
    void refusesScopesThatTheUserDoesNotHave() throws InterruptedException {
        assertThat(signIn.attempt(new TokenForm("ben", "right", "metrics backup"), "10.0.0.1"))
                .isEqualTo(new Outcome.Refused(TokenError.INVALID_SCOPE));
    }

    @Test
    void looksAtNoPasswordWhileThrottled() throws InterruptedException {
        for (int i = 0; i < SignInThrottle.FAILURES_PER_USER_AND_ADDRESS; i++) {
            attempt("ana", "wrong");
        }
        assertThat(attempt("ana", "right")).isInstanceOf(Outcome.Throttled.class);
        assertThat(passwords.asked).hasSize(SignInThrottle.FAILURES_PER_USER_AND_ADDRESS);
    }

    @Test
    void letsHardlyMoreGuessesBySideBySideThanOneAfterTheOther() throws InterruptedException, ExecutionException {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> attempts = Stream.<Callable<Outcome>>generate(() -> () -> attempt("ana", "wrong"))
                    .limit(200)
                    .toList();
            for (Future<Outcome> outcome : clients.invokeAll(attempts)) {
                assertThat(outcome.get()).isNotInstanceOf(Outcome.SignedIn.class);
            }
        }
        assertThat(passwords.asked)
                .hasSizeLessThan(SignInThrottle.FAILURES_PER_USER_AND_ADDRESS
                        + Runtime.getRuntime().availableProcessors());
    }

    private Outcome attempt(String user, String password) throws InterruptedException {
        return signIn.attempt(new TokenForm(user, password, null), "10.0.0.1");
    }
}
