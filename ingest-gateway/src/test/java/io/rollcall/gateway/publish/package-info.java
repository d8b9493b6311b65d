/** Tests of sending rows. */
@NullMarked
package io.rollcall.gateway.publish;

import org.jspecify.annotations.NullMarked;
