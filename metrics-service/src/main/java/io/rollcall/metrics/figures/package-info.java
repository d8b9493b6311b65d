/** What the metrics say and how they are computed: pure, exact, without a database in sight. */
@NullMarked
package io.rollcall.metrics.figures;

import org.jspecify.annotations.NullMarked;
