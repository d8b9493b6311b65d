/** What the metrics read from PostgreSQL: the rollup of hires that db-sink keeps, and the recount that proves it right. */
@NullMarked
package io.rollcall.metrics.rollup;

import org.jspecify.annotations.NullMarked;
