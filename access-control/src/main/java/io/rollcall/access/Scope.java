package io.rollcall.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may allow, as the contract's table of calls has it. */
public enum Scope {
    /** Sending records and following what becomes of them. */
    INGEST,
    /** Reading dead letters and sending them again. */
    DEAD_LETTERS,
    /** Backing up, restoring, replaying. */
    BACKUP,
    /** Reading the figures. */
    METRICS;

    /** As it stands in a token and in configuration: {@code dead-letters}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The authority that a token with this scope gives to its bearer: {@code SCOPE_dead-letters}. */
    public String authority() {
        return "SCOPE_" + text();
    }

    public static Optional<Scope> of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }
}
