/**
 * Splits raw records into valid ones and dead letters. Start at {@link io.rollcall.validator.ValidatorTopology}: the whole
 * flow is there; {@code judging}, {@code waiting}, {@code letters} and {@code running} say how.
 */
@NullMarked
package io.rollcall.validator;

import org.jspecify.annotations.NullMarked;
