package io.rollcall.access.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers failed sign-ins for a while, in bounded memory. A user is counted together with the address that tries, so
 * that nobody can lock another out; an address is counted over all users, so that going through names does not help.
 */
final class SignInThrottle {

    static final int FAILURES_PER_USER_AND_ADDRESS = 5;
    static final int FAILURES_PER_ADDRESS = 50;
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final long REMEMBERED = 10_000;

    private record UserAtAddress(String user, String address) {}

    /** Failures since the first of them, and when they are forgotten, in the ticker's nanoseconds. */
    private record Failures(int count, long forgottenAt) {}

    private final Cache<UserAtAddress, Failures> users;
    private final Cache<String, Failures> addresses;
    private final Ticker ticker;

    SignInThrottle(Ticker ticker) {
        this.ticker = ticker;
        this.users = remembering(ticker);
        this.addresses = remembering(ticker);
    }

    private static <K> Cache<K, Failures> remembering(Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<K, Failures>creating((key, failures) -> WINDOW))
                .ticker(ticker)
                .build();
    }

    /** How long this user at this address has to wait before a password is looked at; empty: not at all. */
    Optional<Duration> wait(String user, String address) {
        return Stream.of(
                        left(users.getIfPresent(new UserAtAddress(user, address)), FAILURES_PER_USER_AND_ADDRESS),
                        left(addresses.getIfPresent(address), FAILURES_PER_ADDRESS))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    void failed(String user, String address) {
        count(users, new UserAtAddress(user, address));
        count(addresses, address);
    }

    /** Forgets the user's failures; the address's stay, else an attacker with one account could wipe them out. */
    void succeeded(String user, String address) {
        users.invalidate(new UserAtAddress(user, address));
    }

    private <K> void count(Cache<K, Failures> cache, K key) {
        var first = new Failures(1, ticker.read() + WINDOW.toNanos());
        cache.asMap().merge(key, first, (known, again) -> new Failures(known.count() + 1, known.forgottenAt()));
    }

    private Optional<Duration> left(@Nullable Failures failures, int allowed) {
        if (failures == null || failures.count() < allowed) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(1, failures.forgottenAt() - ticker.read())));
    }
}
