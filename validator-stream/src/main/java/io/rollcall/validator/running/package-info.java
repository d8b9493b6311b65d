/** Keeps the topology running through whatever happens to broker and registry, and says how it does. */
@NullMarked
package io.rollcall.validator.running;

import org.jspecify.annotations.NullMarked;
