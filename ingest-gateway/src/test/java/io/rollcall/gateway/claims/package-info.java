/** Tests of idempotency keys. */
@NullMarked
package io.rollcall.gateway.claims;

import org.jspecify.annotations.NullMarked;
