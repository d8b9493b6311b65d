/**
 * One trace per batch: the request, what it published, what was judged of it and what was stored. Spans are made by
 * transaction, never by record. Nothing is traced, and no SDK or exporter is set up, unless
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} says where to.
 */
@NullMarked
package io.rollcall.tracing;

import org.jspecify.annotations.NullMarked;
