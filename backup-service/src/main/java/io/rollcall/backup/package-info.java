/**
 * The room for backup, restore and replay. Nothing of it is built yet, and {@link io.rollcall.backup.NotBuiltYet} says
 * so to whoever asks.
 */
@NullMarked
package io.rollcall.backup;

import org.jspecify.annotations.NullMarked;
