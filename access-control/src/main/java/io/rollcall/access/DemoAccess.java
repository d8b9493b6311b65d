package io.rollcall.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo's way in: user {@code admin} with password {@code secret} and every scope, and a key that is new at each
 * start, so that no token of one demo opens another. One instance serves all services of one demo.
 */
public final class DemoAccess {

    public static final String USER = "admin";
    public static final String PASSWORD = "secret";

    static final String PASSWORD_HASH = "{bcrypt}$2a$10$/hebUU189IL5MkYD6oiZnOc7x1iTiWVWB.h4E2OE8jAdBpemuSIW.";

    private final String key;

    private DemoAccess(String key) {
        this.key = key;
    }

    public static DemoAccess create() {
        var bytes = new byte[48];
        new SecureRandom().nextBytes(bytes);
        return new DemoAccess(Base64.getEncoder().encodeToString(bytes));
    }

    /** To be given, unchanged, to every service that takes part. */
    public Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("rollcall.access.demo", true);
        properties.put("rollcall.access.secret-key", key);
        properties.put("rollcall.access.users[0].name", USER);
        properties.put("rollcall.access.users[0].password-hash", PASSWORD_HASH);
        properties.put(
                "rollcall.access.users[0].scopes",
                TokenIssuer.text(Arrays.asList(Scope.values())).replace(' ', ','));
        return properties;
    }

    /** A token of the demo's user without the way through {@code POST /token}, for those who share the instance. */
    public String token(Scope... scopes) {
        return issuer(InstantSource.system()).issue(USER, Arrays.asList(scopes));
    }

    /** As {@link #token}, with an expiry of its own. */
    public String tokenUntil(Instant expiry, Scope... scopes) {
        Instant issued = expiry.minus(issuer(InstantSource.system()).lifetime());
        return issuer(InstantSource.fixed(issued)).issue(USER, Arrays.asList(scopes));
    }

    private TokenIssuer issuer(InstantSource clock) {
        return new TokenIssuer(new AccessProperties(key, null, null, null, null, false, List.of(), null, true), clock);
    }
}
