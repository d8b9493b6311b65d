/** The gateway's doors: ingestion, receipts, and the way to the other services. */
@NullMarked
package io.rollcall.gateway.web;

import org.jspecify.annotations.NullMarked;
