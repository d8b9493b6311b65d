/** Gives an answer again as long as nothing has been committed in the database since it was read. */
@NullMarked
package io.rollcall.metrics.cache;

import org.jspecify.annotations.NullMarked;
