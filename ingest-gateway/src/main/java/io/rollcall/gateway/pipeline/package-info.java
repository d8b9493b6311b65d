/**
 * How the pipeline is: how far each part lags behind the one before it, and how much there is. Asked at most once a second
 * however many ask, and answered in time even if Kafka or Postgres is not.
 */
@NullMarked
package io.rollcall.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
