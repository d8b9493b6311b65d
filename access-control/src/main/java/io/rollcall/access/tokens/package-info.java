/**
 * {@code POST /token}, in the one service that issues tokens: reads the form, checks the password at the same pace for
 * everybody, slows down those who guess, and answers as RFC 6749 has it.
 */
@NullMarked
package io.rollcall.access.tokens;

import org.jspecify.annotations.NullMarked;
