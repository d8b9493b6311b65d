/**
 * Rows as they were sent, read from CSV and JSON without judging them. Pure: what cannot be read is said with its
 * position, everything else becomes a raw record.
 */
@NullMarked
package io.rollcall.gateway.rows;

import org.jspecify.annotations.NullMarked;
