package io.rollcall.sink.database;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition stands in the database.
 *
 * @param next the offset to go on from
 * @param heldBy the restore or replay that is rebuilding the partition's table; nothing is to be stored until it is
 *     done
 */
public record Standing(long next, @Nullable UUID heldBy) {}
