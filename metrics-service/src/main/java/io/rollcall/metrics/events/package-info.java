/** Tells whoever listens that the stored records have changed, with one look at the database for all of them. */
@NullMarked
package io.rollcall.metrics.events;

import org.jspecify.annotations.NullMarked;
