package io.rollcall.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose tokens are believed: ours, signed with a key that all services share, or an external issuer's.
 *
 * @param secretKey the key of HS256, 32 random bytes of text or more; the environment's {@code SECRET_KEY} unless given
 * @param jwkSetUri where an external issuer publishes its keys; replaces secret key and users
 * @param issuer the external issuer's name, its tokens' {@code iss}; goes with {@code jwkSetUri} only
 * @param audience the {@code aud} that a token must name; default {@code rollcall}
 * @param tokenLifetime how long an issued token is good, one minute to one day; default one hour
 * @param issueTokens whether this service answers {@code POST /token}: the gateway does, the others only verify
 * @param users who may sign in
 * @param usersFile further users: a JSON file {@code [{"name", "password-hash", "scopes": […]}]}
 * @param demo set by the quickstart only: lets its well-known user and any key of 32 bytes pass
 */
@ConfigurationProperties("rollcall.access")
public record AccessProperties(
        @Nullable String secretKey,
        @Nullable URI jwkSetUri,
        String issuer,
        String audience,
        Duration tokenLifetime,
        boolean issueTokens,
        List<AccessUser> users,
        @Nullable Path usersFile,
        boolean demo) {

    private static final String OWN_NAME = "rollcall";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String KEY_REMEDY =
            "Set SECRET_KEY to the same random text in every service, for example from `openssl rand -base64 48`";

    /** @throws AccessRefusal for whatever would leave a door open or nobody able to come in */
    public AccessProperties(
            @Nullable String secretKey,
            @Nullable URI jwkSetUri,
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable Duration tokenLifetime,
            boolean issueTokens,
            @Nullable List<AccessUser> users,
            @Nullable Path usersFile,
            boolean demo) {
        this.secretKey = given(secretKey);
        this.jwkSetUri = jwkSetUri == null || jwkSetUri.toString().isBlank() ? null : jwkSetUri;
        this.usersFile = usersFile == null || usersFile.toString().isBlank() ? null : usersFile;
        this.users = users == null ? List.of() : List.copyOf(users);
        this.audience = Objects.requireNonNullElse(given(audience), OWN_NAME);
        this.tokenLifetime = Objects.requireNonNullElse(tokenLifetime, Duration.ofHours(1));
        this.demo = demo;
        if (this.jwkSetUri == null) {
            requireOwnTokens(given(issuer), issueTokens);
            this.issuer = OWN_NAME;
            this.issueTokens = issueTokens;
        } else {
            this.issuer = requireExternalIssuer(this.jwkSetUri, given(issuer));
            this.issueTokens = false; // whoever signs in does so at the issuer
        }
    }

    /** Whether tokens come from elsewhere. */
    public boolean external() {
        return jwkSetUri != null;
    }

    /**
     * The key that tokens are signed with.
     *
     * @throws IllegalStateException where an external issuer signs them
     */
    public SecretKey signingKey() {
        if (secretKey == null) {
            throw new IllegalStateException("tokens are signed by " + issuer);
        }
        return new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Without key and users: this may end in a log. */
    @Override
    public String toString() {
        return "AccessProperties[issuer=" + issuer + ", audience=" + audience + ", issueTokens=" + issueTokens + "]";
    }

    private void requireOwnTokens(@Nullable String externalIssuer, boolean issuing) {
        if (externalIssuer != null) {
            throw new AccessRefusal(
                    "rollcall.access.issuer is given without rollcall.access.jwk-set-uri.",
                    "Give the address of the issuer's keys as well, or neither.");
        }
        if (secretKey == null) {
            throw new AccessRefusal(
                    "There is no key to verify tokens with.",
                    KEY_REMEDY + ", or set rollcall.access.jwk-set-uri and issuer.");
        }
        SecretKeyRules.broken(secretKey, demo).ifPresent(reason -> {
            throw new AccessRefusal("The SECRET_KEY " + reason + ".", KEY_REMEDY + ".");
        });
        if (tokenLifetime.compareTo(SHORTEST) < 0 || tokenLifetime.compareTo(LONGEST) > 0) {
            throw new AccessRefusal(
                    "A token's lifetime of " + tokenLifetime + " is out of bounds.",
                    "Set rollcall.access.token-lifetime to between one minute and one day.");
        }
        if (issuing && users.isEmpty() && usersFile == null) {
            throw new AccessRefusal(
                    "This service issues tokens and knows no users.",
                    "Give rollcall.access.users or rollcall.access.users-file, or an external issuer.");
        }
        requireProperUsers(users, demo);
    }

    /** @throws AccessRefusal for two users of one name, and for the demo's user anywhere else */
    public static void requireProperUsers(List<AccessUser> users, boolean demo) {
        var names = new HashSet<String>();
        for (var user : users) {
            if (!names.add(user.name())) {
                throw new AccessRefusal("There are two users '" + user.name() + "'.", "Remove or rename one of them.");
            }
            if (!demo && user.passwordHash().equals(DemoAccess.PASSWORD_HASH)) {
                throw new AccessRefusal(
                        "User '" + user.name() + "' has the demo's password, which everybody knows.",
                        "Give another password hash.");
            }
        }
    }

    private String requireExternalIssuer(URI keys, @Nullable String name) {
        if (secretKey != null || !users.isEmpty() || usersFile != null) {
            throw new AccessRefusal(
                    "Both an external issuer (rollcall.access.jwk-set-uri) and a SECRET_KEY or users are given.",
                    "Decide for one and remove the other.");
        }
        if (name == null) {
            throw new AccessRefusal(
                    "rollcall.access.jwk-set-uri is given without rollcall.access.issuer.",
                    "Give the issuer's name exactly as its tokens carry it in `iss`.");
        }
        if (keys.getHost() == null || !("https".equals(keys.getScheme()) || "http".equals(keys.getScheme()))) {
            throw new AccessRefusal(
                    "rollcall.access.jwk-set-uri is not an http(s) address.",
                    "Give the address under which the issuer publishes its keys.");
        }
        return name;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
