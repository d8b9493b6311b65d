/**
 * The rejected rows of a batch as whoever sent them would send them again: out of their dead letters, in the order of the
 * rows, however many there are.
 */
@NullMarked
package io.rollcall.gateway.rejects;

import org.jspecify.annotations.NullMarked;
