/** The sink against a real broker, registry and database. */
@NullMarked
package io.rollcall.sink;

import org.jspecify.annotations.NullMarked;
