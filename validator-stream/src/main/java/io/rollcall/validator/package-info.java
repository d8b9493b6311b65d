/**
 * Splits raw records into valid ones and dead letters. Start at {@link io.rollcall.validator.ValidatorTopology}: the whole
 * flow is there; {@code judging}, {@code waiting} and {@code letters} say how, {@link io.rollcall.validator.Validator} keeps it
 * running.
 */
@NullMarked
package io.rollcall.validator;

import org.jspecify.annotations.NullMarked;
