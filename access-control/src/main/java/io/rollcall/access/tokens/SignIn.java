package io.rollcall.access.tokens;

import io.rollcall.access.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks passwords: no more of them at once than there are processors, so that neither a flood of attempts takes the
 * machine nor more guesses than that slip by the throttle before the first of them has failed.
 */
final class SignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Users users;
    private final PasswordEncoder passwords;
    private final SignInThrottle throttle;
    private final Semaphore desks = new Semaphore(Runtime.getRuntime().availableProcessors());

    SignIn(Users users, PasswordEncoder passwords, SignInThrottle throttle) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** @param address the client's, as the connection has it */
    Outcome attempt(TokenForm form, String address) throws InterruptedException {
        if (!desks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Outcome.Busy();
        }
        try {
            return check(form, ClientAddress.client(address));
        } finally {
            desks.release();
        }
    }

    private Outcome check(TokenForm form, String client) {
        var wait = throttle.wait(form.username(), client);
        if (wait.isPresent()) {
            LOG.atDebug().addKeyValue("address", client).log("Sign-in put off: too many failed before it");
            return new Outcome.Throttled(wait.get());
        }
        var user = users.find(form.username());
        var matches = passwords.matches(form.password(), users.hashFor(form.username()));
        if (user.isEmpty() || !matches) {
            throttle.failed(form.username(), client);
            LOG.atInfo().addKeyValue("address", client).log("Sign-in failed");
            return new Outcome.Refused(TokenError.INVALID_GRANT);
        }
        throttle.succeeded(form.username(), client);
        return narrowed(user.get().scopes(), form.scope())
                .<Outcome>map(scopes -> new Outcome.SignedIn(user.get().name(), scopes))
                .orElseGet(() -> new Outcome.Refused(TokenError.INVALID_SCOPE));
    }

    /** Empty if more is requested than the user has. */
    private static Optional<Set<Scope>> narrowed(Set<Scope> held, @Nullable String requested) {
        if (requested == null || requested.isBlank()) {
            return Optional.of(held);
        }
        var scopes = new HashSet<Scope>();
        for (var text : Arrays.asList(requested.strip().split(" +"))) {
            var scope = Scope.of(text).filter(held::contains);
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            scopes.add(scope.get());
        }
        return Optional.of(scopes);
    }
}
