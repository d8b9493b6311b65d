/** Tests of reading rows. */
@NullMarked
package io.rollcall.gateway.rows;

import org.jspecify.annotations.NullMarked;
