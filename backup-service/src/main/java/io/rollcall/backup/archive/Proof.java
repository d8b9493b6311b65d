package io.rollcall.backup.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param at when
 * @param whole whether every byte and row was as the manifest says, and all of them went into a database
 * @param why what was wrong, if anything
 */
public record Proof(Instant at, boolean whole, @Nullable String why) {}
