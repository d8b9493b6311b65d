/**
 * The way into PostgreSQL: valid records, dead letters and what the gateway says of batches, each in one transaction
 * with the offsets they came from. Read {@link io.rollcall.sink.SinkFlow} first.
 */
@NullMarked
package io.rollcall.sink;

import org.jspecify.annotations.NullMarked;
