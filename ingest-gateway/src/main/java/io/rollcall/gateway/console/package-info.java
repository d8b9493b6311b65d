/** The pages of the gateway itself: where people sign in, and the console. All they show comes from the same endpoints. */
@NullMarked
package io.rollcall.gateway.console;

import org.jspecify.annotations.NullMarked;
