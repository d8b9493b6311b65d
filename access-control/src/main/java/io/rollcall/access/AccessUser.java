package io.rollcall.access;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in with a password.
 *
 * @param name up to 100 characters, unique
 * @param passwordHash {@code {bcrypt}$2a$…} of a cost of 10 to 16, or {@code {argon2@SpringSecurity_v5_8}$argon2id$…}
 * @param scopes what the user's tokens allow, at least one
 */
public record AccessUser(String name, String passwordHash, Set<Scope> scopes) {

    public static final int MAXIMUM_NAME_LENGTH = 100;

    private static final String HASH_REMEDY =
            "Hash it, for example with `htpasswd -nbBC 12 NAME PASSWORD`, and give it as {bcrypt}$2y$….";
    private static final List<Pattern> HASHES = List.of(
            Pattern.compile("\\{bcrypt}\\$2[aby]\\$1[0-6]\\$[./0-9A-Za-z]{53}"),
            Pattern.compile(
                    "\\{argon2(@SpringSecurity_v5_8)?}\\$argon2(id|i|d)\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$.+\\$.+"));

    /** @throws AccessRefusal for a nameless user, a password that is not hashed well, or no scopes */
    public AccessUser(@Nullable String name, @Nullable String passwordHash, @Nullable Set<Scope> scopes) {
        if (name == null || name.isBlank() || name.length() > MAXIMUM_NAME_LENGTH) {
            throw new AccessRefusal(
                    "A user has no name, or one of more than " + MAXIMUM_NAME_LENGTH + " characters.",
                    "Give each of rollcall.access.users a name.");
        }
        if (passwordHash == null
                || HASHES.stream().noneMatch(hash -> hash.matcher(passwordHash).matches())) {
            throw new AccessRefusal(
                    "The password of user '" + name + "' is not a bcrypt hash (of cost 10 or more) or an argon2 hash.",
                    HASH_REMEDY);
        }
        if (scopes == null || scopes.isEmpty()) {
            throw new AccessRefusal(
                    "User '" + name + "' has no scopes.",
                    "Give some of ingest, dead-letters, backup, metrics, or remove the user.");
        }
        this.name = name;
        this.passwordHash = passwordHash;
        this.scopes = Set.copyOf(scopes);
    }

    /** Without the hash: this may end in a log. */
    @Override
    public String toString() {
        return "AccessUser[" + name + ", " + scopes + "]";
    }
}
