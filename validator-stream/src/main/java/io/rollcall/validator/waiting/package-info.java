/**
 * Where records wait for what they refer to: which ids are known, who waits for which, and when a wait is over. Start at
 * {@link io.rollcall.validator.waiting.WaitingRoom} and {@link io.rollcall.validator.waiting.Tide}.
 */
@NullMarked
package io.rollcall.validator.waiting;

import org.jspecify.annotations.NullMarked;
