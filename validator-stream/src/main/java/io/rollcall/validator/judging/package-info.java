/** From a record's bytes to its verdict; the rules themselves are in {@code io.rollcall.schemas.rules}. */
@NullMarked
package io.rollcall.validator.judging;

import org.jspecify.annotations.NullMarked;
