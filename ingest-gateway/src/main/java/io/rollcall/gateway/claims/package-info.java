/**
 * Idempotency keys. The log decides: whoever's claim comes first in the topic has the key, and all gateways read the same
 * topic.
 */
@NullMarked
package io.rollcall.gateway.claims;

import org.jspecify.annotations.NullMarked;
