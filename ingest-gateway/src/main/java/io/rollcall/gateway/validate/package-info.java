/** Verdicts without consequences: the validator's own rules, asked before anything is published. */
@NullMarked
package io.rollcall.gateway.validate;

import org.jspecify.annotations.NullMarked;
