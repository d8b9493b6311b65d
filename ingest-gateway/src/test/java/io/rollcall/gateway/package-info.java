/** Tests of the gateway through its doors, with a real broker, registry and database behind it. */
@NullMarked
package io.rollcall.gateway;

import org.jspecify.annotations.NullMarked;
