package io.rollcall.access.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.access.AccessProperties;
import io.rollcall.access.AccessRefusal;
import io.rollcall.access.AccessUser;
import io.rollcall.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All who may sign in, out of properties and the users file. At least one. */
final class Users {

    private static final String REMEDY =
            "It is JSON: [{\"name\": \"…\", \"password-hash\": \"{bcrypt}$2a$…\", \"scopes\": [\"ingest\", …]}, …].";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, AccessUser> byName;
    private final List<AccessUser> all;

    private Users(List<AccessUser> all) {
        this.all = List.copyOf(all);
        this.byName = all.stream().collect(Collectors.toUnmodifiableMap(AccessUser::name, Function.identity()));
    }

    /** @throws AccessRefusal for a file that is not there, not readable or not right, and if nobody is left */
    static Users of(AccessProperties properties) {
        var users = new ArrayList<>(properties.users());
        var file = properties.usersFile();
        if (file != null) {
            users.addAll(read(file));
        }
        AccessProperties.requireProperUsers(users, properties.demo());
        if (users.isEmpty()) {
            throw new AccessRefusal("The users file " + file + " names nobody.", REMEDY);
        }
        return new Users(users);
    }

    Optional<AccessUser> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The hash to check a password against: the user's, or for an unknown name somebody's, always the same for that name.
     * So an unknown name takes as long as a known one, whatever the users' hashes cost.
     */
    String hashFor(String name) {
        return find(name)
                .orElseGet(() -> all.get(Math.floorMod(name.hashCode(), all.size())))
                .passwordHash();
    }

    /** A user as the file has it. */
    private record Entry(
            @Nullable String name,
            @JsonProperty("password-hash") @Nullable String passwordHash,
            @Nullable List<String> scopes) {

        AccessUser user() {
            var known =
                    scopes == null ? null : scopes.stream().map(this::scope).collect(Collectors.toUnmodifiableSet());
            return new AccessUser(name, passwordHash, known);
        }

        private Scope scope(String text) {
            return Scope.of(text)
                    .orElseThrow(() -> new AccessRefusal(
                            "User '" + name + "' has an unknown scope.",
                            "Scopes are ingest, dead-letters, backup, metrics."));
        }
    }

    private static List<AccessUser> read(Path file) {
        try {
            var entries = JSON.readValue(Files.readString(file), Entry[].class);
            return List.of(entries).stream().map(Entry::user).toList();
        } catch (IOException e) {
            throw new AccessRefusal("The users file " + file + " cannot be read.", "Check its path and permissions.");
        } catch (JacksonException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new AccessRefusal("The users file " + file + " is not right, see line " + line + ".", REMEDY);
        }
    }
}
