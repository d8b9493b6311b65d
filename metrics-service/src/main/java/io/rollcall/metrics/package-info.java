/**
 * The questions that people ask of the stored records, answered over HTTP. Start reading at {@link
 * io.rollcall.metrics.MetricsFlow}.
 */
@NullMarked
package io.rollcall.metrics;

import org.jspecify.annotations.NullMarked;
