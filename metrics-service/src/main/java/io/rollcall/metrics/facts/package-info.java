/** What a page says beside its figures: as of when they are, what they rest on, and what was left out of them. */
@NullMarked
package io.rollcall.metrics.facts;

import org.jspecify.annotations.NullMarked;
